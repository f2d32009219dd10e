using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A table with a caption, whose rows are taken one at a time and not kept.</summary>
internal sealed class TableBlock(string caption, IReadOnlyList<Column> columns, IEnumerable<Row> rows) : Block
{
    private const double Padding = 3.6;
    private const int RowsWithHeading = 2;

    public override double LeadHeight(Flow flow) =>
        CaptionHeight(flow) + NewGrid(flow).HeaderHeight + RowsWithHeading * (flow.Styles.Cell.Leading + 2 * Padding);

    public override void Draw(Flow flow)
    {
        var grid = NewGrid(flow);
        using var source = rows.GetEnumerator();
        var next = Read(source, grid);
        flow.Gap(10);
        var firstRow = Math.Min(next?.Height ?? 0, flow.PageCapacity / 2);
        flow.Ensure(CaptionHeight(flow) + grid.HeaderHeight + firstRow);
        flow.Canvas.Begin(StructureRole.Table);
        DrawCaption(flow);
        grid.DrawHeader();
        while (next is { } row)
        {
            next = Read(source, grid);
            grid.DrawRow(row);
        }

        grid.Finish();
        flow.Canvas.End();
        flow.Gap(16);
    }

    private static GridRow? Read(IEnumerator<Row> source, Grid grid) => source.MoveNext() ? grid.Measure(source.Current) : null;

    private Grid NewGrid(Flow flow) =>
        new(flow, columns, new GridLook(flow.Styles.Cell, flow.Styles.CellHead, Padding), caption.Length == 0 ? null : caption, hasHeader: true);

    private double CaptionHeight(Flow flow) => caption.Length == 0
        ? 0
        : flow.Typesetter.Break(caption, flow.Styles.Caption, flow.Width).Count * flow.Styles.Caption.Leading + 2;

    private void DrawCaption(Flow flow)
    {
        if (caption.Length == 0)
            return;
        var style = flow.Styles.Caption;
        flow.Canvas.Begin(StructureRole.Caption);
        ParagraphBlock.DrawLines(flow, flow.Typesetter.Break(caption, style, flow.Width), style);
        flow.Canvas.End();
        flow.Gap(2);
    }
}
