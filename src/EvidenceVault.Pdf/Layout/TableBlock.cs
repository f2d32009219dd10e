using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A table with a caption, whose rows are taken one at a time and not kept.</summary>
internal sealed class TableBlock(string caption, IReadOnlyList<Column> columns, IEnumerable<Row> rows) : Block
{
    private const double Padding = 3.6;
    private const int RowsWithHeading = 2;
    private const int RowsPeeked = 200;

    public override double LeadHeight(Flow flow) =>
        CaptionHeight(flow) + NewGrid(flow, columns).HeaderHeight + RowsWithHeading * (flow.Styles.Cell.Leading + 2 * Padding);

    public override void Draw(Flow flow)
    {
        using var source = rows.GetEnumerator();
        var peeked = Peek(source);
        var grid = NewGrid(flow, FittedColumns.Resolve(flow, columns, LookOf(flow), peeked));
        var next = Read(peeked, source, grid);
        flow.Gap(10);
        var firstRow = Math.Min(next?.Height ?? 0, flow.PageCapacity / 2);
        flow.Ensure(CaptionHeight(flow) + grid.HeaderHeight + firstRow);
        flow.Canvas.Begin(StructureRole.Table);
        DrawCaption(flow);
        grid.DrawHeader();
        while (next is { } row)
        {
            next = Read(peeked, source, grid);
            grid.DrawRow(row, row.IsGroup ? next?.Height ?? 0 : 0);
        }

        grid.Finish();
        flow.Canvas.End();
        flow.Gap(16);
    }

    private static Queue<Row> Peek(IEnumerator<Row> source)
    {
        var peeked = new Queue<Row>();
        while (peeked.Count < RowsPeeked && source.MoveNext())
            peeked.Enqueue(source.Current);
        return peeked;
    }

    private static GridRow? Read(Queue<Row> peeked, IEnumerator<Row> source, Grid grid)
    {
        if (peeked.TryDequeue(out var row))
            return grid.Measure(row);
        return source.MoveNext() ? grid.Measure(source.Current) : null;
    }

    private static GridLook LookOf(Flow flow) => new(flow.Styles.Cell, flow.Styles.CellHead, Padding);

    private Grid NewGrid(Flow flow, IReadOnlyList<Column> resolved) =>
        new(flow, resolved, LookOf(flow), caption.Length == 0 ? null : caption, hasHeader: true);

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
