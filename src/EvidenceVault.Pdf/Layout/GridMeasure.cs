namespace EvidenceVault.Pdf.Layout;

/// <summary>Breaks the cells of rows into lines.</summary>
internal sealed class GridMeasure(Flow flow, IReadOnlyList<Column> columns, GridLook look)
{
    private const string ColumnScope = "<</O/Table/Scope/Column>>";
    private const string RowScope = "<</O/Table/Scope/Row>>";
    private const double GroupPadding = 1.5;

    private readonly GridColumns _places = new(columns, flow.Width);

    public GridRow Of(Row row)
    {
        if (row.IsGroup)
            return Group(row);
        if (row.Count > columns.Count)
            throw new ArgumentException($"A row has {row.Count} cells in a table of {columns.Count} columns.", nameof(row));
        var cells = columns.Select((column, index) => Cell(column, row[index], index)).ToList();
        return new GridRow(cells, look.Cell.Leading, look.Padding);
    }

    public GridRow Header()
    {
        var cells = columns.Select((column, index) => new GridCell(
            flow.Typesetter.Break(column.Title, look.Head, _places.Width(index)),
            look.Head,
            _places.Offset(index),
            _places.Width(index),
            column.Alignment)
        { HeaderAttributes = ColumnScope });
        return new GridRow([.. cells], look.Head.Leading, look.Padding);
    }

    private GridRow Group(Row row)
    {
        var style = look.Head with { Color = flow.Theme.Accent };
        var cell = new GridCell(flow.Typesetter.Break(row[0], style, flow.Width), style, 0, flow.Width, Alignment.Left)
        {
            HeaderAttributes = $"<</O/Table/Scope/Row/ColSpan {columns.Count}>>",
        };
        return new GridRow([cell], look.Cell.Leading, look.Padding + GroupPadding) { IsGroup = true };
    }

    private GridCell Cell(Column column, RichText text, int index)
    {
        var style = look.StyleOf(column, flow.Theme);
        var lines = flow.Typesetter.Break(text, style, _places.Width(index));
        return new GridCell(lines, style, _places.Offset(index), _places.Width(index), column.Alignment)
        {
            HeaderAttributes = column.IsRowHeader ? RowScope : null,
        };
    }
}
