namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>A timeline in which everything has its place, relative to the left end of the text and the top of each lane.</summary>
internal sealed record TimelineLayout(TimeAxis Axis, double ChartLeft, double ChartWidth, IReadOnlyList<Tick> Ticks, IReadOnlyList<PlacedLane> Lanes)
{
    private const double LabelGap = 14;
    private const double WidestLabelShare = 0.24;

    public double X(DateTime at) => ChartLeft + Axis.Share(at) * ChartWidth;

    /// <param name="timeline">What to place.</param>
    /// <param name="width">The room for it, in points.</param>
    /// <param name="months">Abbreviated month names.</param>
    /// <param name="measure">The width of a label on one line.</param>
    /// <param name="labelHeight">The height of a lane's own label in a given width.</param>
    public static TimelineLayout Create(
        Timeline timeline,
        double width,
        IReadOnlyList<string> months,
        Func<string, double> measure,
        Func<string, double, double> labelHeight)
    {
        var axis = TimeAxis.Of(timeline);
        var widest = timeline.Lanes.Select(lane => measure(lane.Label)).DefaultIfEmpty(0).Max();
        var labelWidth = Math.Min(widest + 1, width * WidestLabelShare);
        var chartLeft = labelWidth + LabelGap;
        var chartWidth = width - chartLeft;
        var ticks = axis.Ticks(chartWidth, measure("00 mmm") + 12, months);
        var lanes = timeline.Lanes
            .Select(lane => new LanePlacer(axis, chartLeft, chartWidth, measure).Place(lane, labelHeight(lane.Label, labelWidth) + 6))
            .ToList();
        return new TimelineLayout(axis, chartLeft, chartWidth, ticks, lanes);
    }
}
