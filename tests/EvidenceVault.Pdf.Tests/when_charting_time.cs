using CsCheck;
using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Layout.Charts;

namespace EvidenceVault.Pdf.Tests;

public class when_charting_time
{
    private const double Width = 467;
    private static readonly DateTime Start = new(2025, 3, 1);

    private static readonly Gen<TimelineMark> Mark = Gen.Select(Gen.Double[0, 400], Gen.String[Gen.Char.AlphaNumeric, 0, 24])
        .Select((day, label) => new TimelineMark(Start.AddDays(day), label, Tone.Accent));

    private static readonly Gen<TimelineBar> Bar = Gen.Select(Gen.Double[0, 400], Gen.Double[0, 200], Gen.String[Gen.Char.AlphaNumeric, 0, 24])
        .Select((day, length, label) => new TimelineBar(Start.AddDays(day), length < 10 ? null : Start.AddDays(day + length), label, Tone.Good));

    private static readonly Gen<TimelineLane> Lane = Gen.Select(Bar.Array[0, 6], Mark.Array[0, 25])
        .Select((bars, marks) => new TimelineLane("Een baan met een lange naam") { Bars = bars, Marks = marks });

    [Fact]
    public void labels_never_overlap_or_leave_the_page() => Lane.Array[1, 4].Sample(lanes =>
    {
        foreach (var lane in LayOut(lanes).Lanes)
        {
            var labels = lane.Labels.Select(label => label.Box).ToList();
            foreach (var label in labels)
            {
                label.Left.ShouldBeGreaterThanOrEqualTo(0);
                label.Right.ShouldBeLessThanOrEqualTo(Width + 0.02);
                label.Bottom.ShouldBeLessThanOrEqualTo(lane.Height);
                labels.Count(other => other.Overlaps(label)).ShouldBe(1);
                lane.Marks.ShouldNotContain(mark => new Box(mark.X - 3, mark.Y - 3, 6, 6).Overlaps(label));
                lane.Labels.ShouldNotContain(other => other.Leader != null && other.Leader.Value.Overlaps(label));
            }
        }
    });

    [Fact]
    public void every_label_is_placed_or_counted() => Lane.Sample(lane =>
    {
        var placed = LayOut([lane]).Lanes[0];
        var wanted = lane.Bars.Count(bar => !string.IsNullOrEmpty(bar.Label)) + lane.Marks.Count(mark => !string.IsNullOrEmpty(mark.Label));
        (placed.Labels.Count + placed.Unlabelled).ShouldBe(wanted);
        placed.Marks.Count.ShouldBe(lane.Marks.Count);
        placed.Bars.Count.ShouldBe(lane.Bars.Count);
    });

    [Fact]
    public void bars_of_a_lane_never_overlap() => Bar.Array[0, 12].Sample(bars =>
    {
        var boxes = LayOut([new TimelineLane("x") { Bars = bars }]).Lanes[0].Bars.Select(bar => bar.Box).ToList();
        boxes.ShouldAllBe(box => boxes.Count(other => other.Overlaps(box)) == 1);
    });

    [Theory]
    [InlineData(0.2, "HH:mm")]
    [InlineData(5, "day")]
    [InlineData(60, "week")]
    [InlineData(300, "month")]
    [InlineData(4000, "year")]
    public void the_axis_shows_units_that_suit_its_span(double days, string unit)
    {
        var axis = new TimeAxis(new DateTime(2025, 2, 14, 9, 30, 0), new DateTime(2025, 2, 14, 9, 30, 0).AddDays(days));
        var ticks = axis.Ticks(Width, 40, DocumentLocale.Dutch.Months);
        ticks.Count.ShouldBeGreaterThan(1);
        var label = ticks[^1].Label;
        var found = label switch
        {
            _ when label.Contains(':', StringComparison.Ordinal) => "HH:mm",
            _ when int.TryParse(label, out _) => "year",
            _ when !label.Contains(' ', StringComparison.Ordinal) => "month",
            _ => (ticks[1].At - ticks[0].At).TotalDays >= 7 ? "week" : "day",
        };
        found.ShouldBe(unit);
    }

    [Fact]
    public void lines_of_the_axis_keep_their_distance() => Gen.Select(Gen.Double[0.01, 400_000], Gen.Double[0, 300_000]).Sample((days, offset) =>
    {
        var from = new DateTime(1900, 1, 1).AddDays(offset);
        var axis = new TimeAxis(from, from.AddDays(days));
        var places = axis.Ticks(Width, 40, DocumentLocale.Dutch.Months).Select(tick => axis.Share(tick.At) * Width).ToList();
        places.Zip(places.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First > 36);
    });

    [Fact]
    public void the_ends_of_time_can_be_charted()
    {
        var lane = new TimelineLane("x") { Bars = [new TimelineBar(DateTime.MinValue, DateTime.MaxValue, "altijd", Tone.Good)] };
        Sample.Create(document => document.Timeline(new Timeline("altijd", [lane]))).Length.ShouldBeGreaterThan(0);
        Sample.Create(document => document.Timeline(new Timeline("niets", []))).Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void a_chart_higher_than_a_page_goes_on_as_another_figure()
    {
        var lanes = Enumerable.Range(0, 60).Select(number => new TimelineLane($"baan {number}")
        {
            Marks = [new TimelineMark(Start.AddDays(number), $"punt {number}", Tone.Accent)],
        });
        using var pdf = new PdfInspector(Sample.Create(document => document.Timeline(new Timeline("veel banen", [.. lanes]))));
        var lint = new TagLint(pdf);
        lint.Run().ShouldBeEmpty();
        lint.Counts["Figure"].ShouldBe(pdf.Pages.Count);
        pdf.Pages.Count.ShouldBeGreaterThan(1);
    }

    private static TimelineLayout LayOut(IReadOnlyList<TimelineLane> lanes) =>
        TimelineLayout.Create(new Timeline("", lanes), Width, DocumentLocale.Dutch.Months, text => text.Length * 3.9, (_, _) => 19.2);
}
