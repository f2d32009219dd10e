using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>Draws a chart of amounts; one that is higher than a page goes on as another figure with an axis of its own.</summary>
internal sealed class ChartBlock(Chart chart) : Block
{
    private const double GapAbove = 10;
    private const int RowsTogether = 3;

    public override double LeadHeight(Flow flow)
    {
        var painter = new ChartPainter(flow, chart);
        var all = GapAbove + CaptionHeight(flow) + painter.Height(chart.Rows) + ChartLegend.Height(flow, chart.Legend);
        var few = GapAbove + CaptionHeight(flow) + painter.Height([.. chart.Rows.Take(RowsTogether)]);
        return all <= flow.PageCapacity / 2 ? all : Math.Min(few, flow.PageCapacity);
    }

    public override void Draw(Flow flow)
    {
        if (chart.Rows.Count == 0)
            return;
        var painter = new ChartPainter(flow, chart);
        flow.Gap(GapAbove);
        flow.Ensure(LeadHeight(flow));
        DrawCaption(flow);
        for (var first = 0; first < chart.Rows.Count;)
        {
            var rows = RowsForPage(flow, painter, first);
            painter.Draw(rows);
            first += rows.Count;
        }

        ChartLegend.Draw(flow, chart.Legend);
        flow.Gap(16);
    }

    private List<ChartRow> RowsForPage(Flow flow, ChartPainter painter, int first)
    {
        List<ChartRow> rows = [chart.Rows[first]];
        flow.Ensure(painter.Height(rows));
        foreach (var row in chart.Rows.Skip(first + 1))
        {
            if (!flow.Fits(painter.Height([.. rows, row])))
                break;
            rows.Add(row);
        }

        // A title that would stand alone at the foot goes along to the next page.
        if (rows.Count > 1 && first + rows.Count < chart.Rows.Count && rows[^1].Group.Length > 0)
            rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    private double CaptionHeight(Flow flow) => chart.Caption.Length == 0
        ? 0
        : flow.Typesetter.Break(chart.Caption, flow.Styles.Caption, flow.Width).Count * flow.Styles.Caption.Leading + 6;

    private void DrawCaption(Flow flow)
    {
        if (chart.Caption.Length == 0)
            return;
        var style = flow.Styles.Caption;
        flow.Canvas.Begin(StructureRole.P);
        ParagraphBlock.DrawLines(flow, flow.Typesetter.Break(chart.Caption, style, flow.Width), style);
        flow.Canvas.End();
        flow.Gap(6);
    }
}
