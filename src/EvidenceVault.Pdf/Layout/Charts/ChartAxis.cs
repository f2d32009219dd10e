namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>An axis of amounts from 0 to a round number, with its lines.</summary>
internal sealed record ChartAxis(double Most, IReadOnlyList<double> Ticks)
{
    private const int FewestSteps = 3;

    // Steps that read well, within a power of ten.
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    public static ChartAxis Of(Chart chart)
    {
        var largest = chart.Rows.Select(Largest).DefaultIfEmpty(0).Max();
        var most = chart.Most ?? (largest > 0 ? largest : 1);
        var step = Step(most, chart.IsWhole);
        var end = chart.Most ?? step * Math.Ceiling(most / step - 1e-9);
        var ticks = new List<double>();
        for (var i = 0; i * step <= end * (1 + 1e-9); i++)
            ticks.Add(i * step);
        return new ChartAxis(end, ticks);
    }

    /// <summary>How far along the axis an amount is, from 0 to 1; amounts outside count as its ends.</summary>
    public double Share(double amount) => Math.Clamp(amount / Most, 0, 1);

    private static double Largest(ChartRow row) => Math.Max(row.Parts.Sum(part => part.Amount), row.Point?.High ?? 0);

    /// <summary>The largest step that gives enough of them.</summary>
    private static double Step(double most, bool isWhole)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / FewestSteps)));
        var step = Steps.Select(s => s * power).Last(s => most / s >= FewestSteps - 1e-9 || s == power);
        return isWhole ? Math.Max(1, Math.Floor(step)) : step;
    }
}
