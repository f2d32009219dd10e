using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>Draws a timeline; one that is higher than a page goes on as another figure with an axis of its own.</summary>
internal sealed class TimelineBlock(Timeline timeline) : Block
{
    private const double GapAbove = 10;

    public override double LeadHeight(Flow flow)
    {
        var layout = LayOut(flow);
        return Math.Min(flow.PageCapacity, GapAbove + CaptionHeight(flow) + TimelinePainter.Height(layout.Lanes) + ChartLegend.Height(flow, timeline.Legend));
    }

    public override void Draw(Flow flow)
    {
        var layout = LayOut(flow);
        flow.Gap(GapAbove);
        flow.Ensure(LeadHeight(flow));
        DrawCaption(flow);
        for (var first = 0; first == 0 || first < layout.Lanes.Count;)
        {
            var lanes = LanesForPage(flow, layout, first);
            new TimelinePainter(flow, layout).Draw(lanes, timeline.Description);
            first += Math.Max(1, lanes.Count);
        }

        ChartLegend.Draw(flow, timeline.Legend);
        DrawUnlabelled(flow, layout.Lanes.Sum(lane => lane.Unlabelled));
        flow.Gap(16);
    }

    private static List<PlacedLane> LanesForPage(Flow flow, TimelineLayout layout, int first)
    {
        var lanes = layout.Lanes.Skip(first).Take(1).ToList();
        flow.Ensure(TimelinePainter.Height(lanes));
        foreach (var lane in layout.Lanes.Skip(first + 1))
        {
            if (!flow.Fits(TimelinePainter.Height([.. lanes, lane])))
                break;
            lanes.Add(lane);
        }

        return lanes;
    }

    private TimelineLayout LayOut(Flow flow)
    {
        var style = flow.Styles.ChartLabel;
        return TimelineLayout.Create(
            timeline,
            flow.Width,
            flow.Locale.Months,
            text => flow.Typesetter.Line(text, style).Width,
            (text, width) => flow.Typesetter.Break(text, style, width).Count * style.Leading);
    }

    private double CaptionHeight(Flow flow) => timeline.Caption.Length == 0 ? 0 : flow.Styles.Caption.Leading + 6;

    private void DrawCaption(Flow flow)
    {
        if (timeline.Caption.Length == 0)
            return;
        var style = flow.Styles.Caption;
        flow.Canvas.Begin(StructureRole.P);
        ParagraphBlock.DrawLines(flow, flow.Typesetter.Break(timeline.Caption, style, flow.Width), style);
        flow.Canvas.End();
        flow.Gap(6);
    }

    private static void DrawUnlabelled(Flow flow, int count)
    {
        if (count > 0)
            new ParagraphBlock(flow.Locale.UnlabelledMarks(count), ParagraphStyle.Small).Draw(flow);
    }
}
