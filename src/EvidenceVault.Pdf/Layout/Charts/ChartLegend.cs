using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>What the colours of a chart mean, in as many rows as it takes.</summary>
internal static class ChartLegend
{
    private const double RowHeight = 13;
    private const double Between = 18;

    public static double Height(Flow flow, IReadOnlyList<TimelineLegend> legend) => legend.Count == 0 ? 0 : Rows(flow, legend).Max(entry => entry.Row + 1) * RowHeight + 6;

    public static void Draw(Flow flow, IReadOnlyList<TimelineLegend> legend)
    {
        if (legend.Count == 0)
            return;
        flow.Gap(6);
        var style = flow.Styles.ChartAxis;
        var rows = Rows(flow, legend);
        var top = flow.Take(rows.Max(entry => entry.Row + 1) * RowHeight);
        flow.Canvas.Begin(StructureRole.P);
        foreach (var (entry, line, x, row) in rows)
        {
            TimelinePainter.DrawKey(flow, entry, flow.Left + x, top + row * RowHeight + style.Leading / 2);
            flow.Painter.Draw(line, style, flow.Left + x + TimelinePainter.KeyWidth, line.Width, top + row * RowHeight);
        }

        flow.Canvas.End();
    }

    private static List<(TimelineLegend Entry, TextLine Line, double X, int Row)> Rows(Flow flow, IReadOnlyList<TimelineLegend> legend)
    {
        var placed = new List<(TimelineLegend Entry, TextLine Line, double X, int Row)>();
        var (x, row) = (0.0, 0);
        foreach (var entry in legend)
        {
            var line = flow.Typesetter.Line(entry.Text, flow.Styles.ChartAxis);
            var width = TimelinePainter.KeyWidth + line.Width;
            if (x > 0 && x + width > flow.Width)
                (x, row) = (0, row + 1);
            placed.Add((entry, line, x, row));
            x += width + Between;
        }

        return placed;
    }
}
