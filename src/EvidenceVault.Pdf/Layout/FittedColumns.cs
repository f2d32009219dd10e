using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Gives columns that follow their contents the width they need.</summary>
internal static class FittedColumns
{
    private const double Unlimited = 10_000;

    public static IReadOnlyList<Column> Resolve(Flow flow, IReadOnlyList<Column> columns, GridLook look, IReadOnlyCollection<Row> rows) =>
        [.. columns.Select((column, index) => column.IsFitted ? column with { Points = Width(flow, column, index, look, rows) } : column)];

    private static double Width(Flow flow, Column column, int index, GridLook look, IReadOnlyCollection<Row> rows)
    {
        var style = look.StyleOf(column, flow.Theme);
        var widest = WidthOf(flow, column.Title, look.Head);
        foreach (var row in rows.Where(row => !row.IsGroup))
            widest = Math.Max(widest, WidthOf(flow, row[index], style));
        return Math.Clamp(widest + 0.1, 1, column.Points);
    }

    private static double WidthOf(Flow flow, RichText text, TextStyle style) =>
        flow.Typesetter.Break(text, style, Unlimited).Select(line => line.Width).DefaultIfEmpty(0).Max();
}
