using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A table with a caption, whose rows are taken one at a time and not kept.</summary>
internal sealed class TableBlock(string caption, IReadOnlyList<Column> columns, IEnumerable<Row> rows) : Block
{
    private const double Padding = 3.6;
    private const double GapAbove = 10;

    private PeekedRows? _peeked;

    public override double LeadHeight(Flow flow)
    {
        _peeked ??= new PeekedRows(rows);
        var grid = NewGrid(flow, _peeked);
        return GapAbove + LeadHeight(flow, grid, _peeked.First is { } first ? grid.Measure(first) : null);
    }

    public override void Draw(Flow flow)
    {
        using var source = _peeked ?? new PeekedRows(rows);
        _peeked = null;
        var grid = NewGrid(flow, source);
        var next = Read(source, grid);
        flow.Gap(GapAbove);
        flow.Ensure(LeadHeight(flow, grid, next));
        flow.Canvas.Begin(StructureRole.Table);
        DrawCaption(flow);
        grid.DrawHeader();
        while (next is { } row)
        {
            next = Read(source, grid);
            grid.DrawRow(row, row.IsGroup ? next?.Height ?? 0 : 0);
        }

        grid.Finish();
        flow.Canvas.End();
        flow.Gap(16);
    }

    private static GridRow? Read(PeekedRows source, Grid grid) => source.TryTake(out var row) ? grid.Measure(row) : null;

    private Grid NewGrid(Flow flow, PeekedRows source)
    {
        var look = new GridLook(flow.Styles.Cell, flow.Styles.CellHead, Padding);
        var resolved = FittedColumns.Resolve(flow, columns, look, source.Peeked);
        return new Grid(flow, resolved, look, caption.Length == 0 ? null : caption, hasHeader: true);
    }

    private double LeadHeight(Flow flow, Grid grid, GridRow? first)
    {
        var row = first is null ? 0 : first.Height + (first.IsGroup ? flow.Styles.Cell.Leading + 2 * Padding : 0);
        return CaptionHeight(flow) + grid.HeaderHeight + Math.Min(row, flow.PageCapacity / 2);
    }

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
