using System.Globalization;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>A line on a time axis, with its label; the second line of the label names what the first takes for granted.</summary>
internal sealed record Tick(DateTime At, string Label, string Below);

/// <summary>The span of a time axis and the steps its lines stand at.</summary>
internal sealed record TimeAxis(DateTime From, DateTime To)
{
    private enum Unit
    {
        Hour,
        Day,
        Week,
        Month,
        Year,
    }

    private readonly record struct Step(Unit Unit, int Count)
    {
        public double ApproximateDays => Count * Unit switch
        {
            Unit.Hour => 1 / 24.0,
            Unit.Day => 1,
            Unit.Week => 7,
            Unit.Month => 30.4,
            _ => 365.25,
        };
    }

    private static readonly Step[] Steps =
    [
        new(Unit.Hour, 1), new(Unit.Hour, 3), new(Unit.Hour, 6), new(Unit.Day, 1), new(Unit.Day, 2), new(Unit.Week, 1),
        new(Unit.Week, 2), new(Unit.Month, 1), new(Unit.Month, 2), new(Unit.Month, 3), new(Unit.Month, 6), new(Unit.Year, 1), new(Unit.Year, 2),
        new(Unit.Year, 5), new(Unit.Year, 10), new(Unit.Year, 50), new(Unit.Year, 250), new(Unit.Year, 1000),
    ];

    private double Days => (To - From).TotalDays;

    /// <summary>The axis of a timeline: as told, or around everything on it.</summary>
    public static TimeAxis Of(Timeline timeline)
    {
        var times = timeline.Lanes.SelectMany(TimesOf).ToList();
        var from = timeline.From ?? (times.Count > 0 ? times.Min() : new DateTime(2000, 1, 1));
        var to = timeline.To ?? (times.Count > 0 ? times.Max() : from);
        if (to < from)
            to = from;
        var margin = TimeSpan.FromTicks(Math.Max((to - from).Ticks / 33, TimeSpan.FromMinutes(30).Ticks));
        return new TimeAxis(timeline.From ?? Minus(from, margin), timeline.To is { } end && end > from ? end : Plus(to, margin));
    }

    /// <summary>How far along the axis a moment is, from 0 to 1; moments outside count as its ends.</summary>
    public double Share(DateTime at) => Math.Clamp((at - From) / (To - From), 0, 1);

    /// <summary>The lines, no closer together than some width.</summary>
    public IReadOnlyList<Tick> Ticks(double width, double closest, IReadOnlyList<string> months)
    {
        var step = Steps.FirstOrDefault(candidate => candidate.ApproximateDays / Days * width >= closest, Steps[^1]);
        var ticks = new List<Tick>();
        for (DateTime? at = FirstAtOrAfter(step); at <= To; at = Next(at.Value, step))
            ticks.Add(Label(at.Value, step, ticks.Count == 0 ? null : ticks[^1].At, months));
        return ticks;
    }

    private static IEnumerable<DateTime> TimesOf(TimelineLane lane) =>
        lane.Marks.Select(mark => mark.At).Concat(lane.Bars.SelectMany(bar => bar.To is { } to ? new[] { bar.From, to } : [bar.From]));

    private static DateTime Minus(DateTime time, TimeSpan margin) => time - DateTime.MinValue > margin ? time - margin : DateTime.MinValue;

    private static DateTime Plus(DateTime time, TimeSpan margin) => DateTime.MaxValue - time > margin ? time + margin : DateTime.MaxValue;

    private static Tick Label(DateTime at, Step step, DateTime? previous, IReadOnlyList<string> months)
    {
        var year = at.Year.ToString(CultureInfo.InvariantCulture);
        var day = string.Create(CultureInfo.InvariantCulture, $"{at.Day} {months[at.Month - 1]}");
        var isNewYear = previous?.Year != at.Year;
        return step.Unit switch
        {
            Unit.Hour => new Tick(at, at.ToString("HH:mm", CultureInfo.InvariantCulture), previous?.Date == at.Date ? "" : day),
            Unit.Day or Unit.Week => new Tick(at, day, isNewYear ? year : ""),
            Unit.Month => new Tick(at, months[at.Month - 1], isNewYear ? year : ""),
            _ => new Tick(at, year, ""),
        };
    }

    private DateTime? FirstAtOrAfter(Step step)
    {
        DateTime? at = step.Unit switch
        {
            Unit.Hour => From.Date.AddHours(From.Hour / step.Count * step.Count),
            Unit.Day => From.Date,
            Unit.Week => From.Date.AddDays(-Math.Min((int)(From.DayOfWeek + 6) % 7, (From.Date - DateTime.MinValue).Days)),
            Unit.Month => new DateTime(From.Year, (From.Month - 1) / step.Count * step.Count + 1, 1),
            _ => new DateTime(Math.Max(1, From.Year / step.Count * step.Count), 1, 1),
        };
        while (at < From)
            at = Next(at.Value, step);
        return at;
    }

    private static DateTime? Next(DateTime at, Step step)
    {
        if ((DateTime.MaxValue - at).TotalDays <= 1.1 * step.ApproximateDays)
            return null;
        return step.Unit switch
        {
            Unit.Hour => at.AddHours(step.Count),
            Unit.Day => at.AddDays(step.Count),
            Unit.Week => at.AddDays(7 * step.Count),
            Unit.Month => at.AddMonths(step.Count),
            _ => at.AddYears(at.Year == 1 && step.Count > 1 ? step.Count - 1 : step.Count),
        };
    }
}
