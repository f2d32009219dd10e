using EvidenceVault.Pdf.Drawing;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>
/// Finds a place for the bars, marks and labels of a lane. No label overlaps anything else or leaves the chart: each takes the first free
/// place beside what it belongs to or in one of a few rows below, and is left out and counted where there is none.
/// </summary>
internal sealed class LanePlacer(TimeAxis axis, double left, double width, Func<string, double> measure)
{
    public const double MarkRadius = 3;
    private const double Padding = 6;
    private const double BarHeight = 13;
    private const double BarGap = 3;
    private const double LabelHeight = 9.6;
    private const double LabelGap = 3;
    private const double LeastBar = 1.6;
    private const double LeaderWidth = 0.5;
    private const int LabelRows = 6;

    private readonly List<Box> _taken = [];
    private readonly List<PlacedBar> _bars = [];
    private readonly List<PlacedMark> _marks = [];
    private readonly List<PlacedLabel> _labels = [];
    private readonly List<(TimelineBar Bar, Box Box)> _unlabelledBars = [];
    private int _unlabelled;

    public PlacedLane Place(TimelineLane lane, double leastHeight)
    {
        var bottom = PlaceBars(lane.Bars);
        PlaceMarks(lane.Marks);
        foreach (var (bar, box) in _unlabelledBars)
            PlaceLabel(bar.Label!, bar.Tone, box, bottom);
        foreach (var mark in lane.Marks.OrderBy(mark => mark.At).Where(mark => !string.IsNullOrEmpty(mark.Label)))
            PlaceLabel(mark.Label!, mark.Tone, MarkBox(X(mark.At)), bottom);
        var lowest = _taken.Count == 0 ? bottom : Math.Max(bottom, _taken.Max(box => box.Bottom));
        return new PlacedLane(lane, _bars, _marks, _labels, _unlabelled, Math.Max(leastHeight, lowest) + Padding);
    }

    private double X(DateTime at) => left + axis.Share(at) * width;

    private static Box MarkBox(double x) => new(x - MarkRadius, Padding + BarHeight / 2 - MarkRadius, 2 * MarkRadius, 2 * MarkRadius);

    /// <returns>The bottom of the lowest row of bars.</returns>
    private double PlaceBars(IReadOnlyList<TimelineBar> bars)
    {
        var rowEnds = new List<double>();
        foreach (var bar in bars.OrderBy(bar => bar.From))
        {
            var start = X(bar.From);
            var end = Math.Max(start + LeastBar, bar.To is { } to ? X(to) : left + width);
            var row = rowEnds.FindIndex(rowEnd => rowEnd <= start);
            if (row < 0)
            {
                row = rowEnds.Count;
                rowEnds.Add(0);
            }

            rowEnds[row] = end;
            AddBar(bar, new Box(start, Padding + row * (BarHeight + BarGap), end - start, BarHeight));
        }

        return Padding + Math.Max(1, rowEnds.Count) * (BarHeight + BarGap) - BarGap;
    }

    private void AddBar(TimelineBar bar, Box box)
    {
        _bars.Add(new PlacedBar(box, bar.Tone));
        _taken.Add(box);
        if (!string.IsNullOrEmpty(bar.Label))
            _unlabelledBars.Add((bar, box));
    }

    private void PlaceMarks(IReadOnlyList<TimelineMark> marks)
    {
        foreach (var mark in marks.OrderBy(mark => mark.At))
        {
            var box = MarkBox(X(mark.At));
            _marks.Add(new PlacedMark(box.Left + MarkRadius, box.Top + MarkRadius, mark.Tone));
            _taken.Add(box);
        }
    }

    private void PlaceLabel(string text, Tone tone, Box owner, double bottom)
    {
        var labelWidth = measure(text);
        var place = Candidates(owner, labelWidth, bottom).FirstOrDefault(IsFree(owner));
        if (place.Label == default)
        {
            _unlabelled++;
            return;
        }

        _taken.Add(place.Label);
        if (place.Leader is { } leader)
            _taken.Add(leader);
        _labels.Add(new PlacedLabel(text, place.Label, tone, place.Leader));
    }

    private IEnumerable<(Box Label, Box? Leader)> Candidates(Box owner, double labelWidth, double bottom)
    {
        var middle = owner.Top + owner.Height / 2 - LabelHeight / 2;
        foreach (var start in StartsWithin(owner, labelWidth))
            yield return (new Box(start, middle, labelWidth, LabelHeight), null);
        yield return (new Box(owner.Right + LabelGap, middle, labelWidth, LabelHeight), null);
        yield return (new Box(owner.Left - LabelGap - labelWidth, middle, labelWidth, LabelHeight), null);
        var x = owner.Left + Math.Min(owner.Width / 2, 6);
        for (var row = 0; row < LabelRows; row++)
        {
            var top = bottom + LabelGap + row * LabelHeight;
            var leader = new Box(x - LeaderWidth / 2, owner.Bottom, LeaderWidth, Math.Max(0.1, top - owner.Bottom));
            foreach (var start in new[] { x - labelWidth / 2, x - 4, x + 4 - labelWidth })
                yield return (new Box(Math.Clamp(start, left, Math.Max(left, left + width - labelWidth)), top, labelWidth, LabelHeight), leader);
        }
    }

    /// <summary>In a bar: at its beginning, or after the marks that stand on it.</summary>
    private IEnumerable<double> StartsWithin(Box owner, double labelWidth)
    {
        var room = owner.Width - labelWidth - 2 * LabelGap;
        if (room < 0)
            return [];
        var afterMarks = _taken.Where(box => box.Overlaps(owner) && box.Right < owner.Right).Select(box => box.Right);
        return afterMarks.Prepend(owner.Left + 1).Select(x => x + LabelGap).Where(start => start <= owner.Left + LabelGap + room).Order();
    }

    private Func<(Box Label, Box? Leader), bool> IsFree(Box owner) => place =>
    {
        if (place.Label.Left < left - 0.01 || place.Label.Right > left + width + 0.01)
            return false;
        var spacious = new Box(place.Label.Left - LabelGap, place.Label.Top, place.Label.Width + 2 * LabelGap, place.Label.Height);
        return _taken.TrueForAll(box => IsInside(place.Label, owner, box) || !box.Overlaps(spacious))
            && (place.Leader is not { } leader || _taken.TrueForAll(box => IsBar(box) || !box.Overlaps(leader)));
    };

    /// <summary>A thin line may cross a bar.</summary>
    private bool IsBar(Box box) => _bars.Exists(bar => bar.Box == box);

    /// <summary>A label may stand within the bar it belongs to.</summary>
    private static bool IsInside(Box label, Box owner, Box box) =>
        box == owner && label.Left >= box.Left && label.Right <= box.Right && label.Top >= box.Top && label.Bottom <= box.Bottom;
}
