using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>
/// Draws rows one by one. A row goes to the next page whole where it can; one that is higher than half a page is split between lines. On
/// each new page the header is drawn again, as decoration: for those who have the table read out, it exists once.
/// </summary>
internal sealed class Grid(Flow flow, IReadOnlyList<Column> columns, GridLook look, string? caption, bool hasHeader)
{
    private const double HeaderRule = 0.9;
    private const double RowRule = 0.4;

    private readonly GridMeasure _measure = new(flow, columns, look);
    private bool _isBodyOpen;

    public double HeaderHeight => hasHeader ? _measure.Header().Height + HeaderRule : 0;

    public GridRow Measure(Row row) => _measure.Of(row);

    public void DrawHeader()
    {
        flow.Canvas.Begin(StructureRole.THead);
        DrawHeaderRow();
        flow.Canvas.End();
    }

    /// <param name="row">The row.</param>
    /// <param name="following">The height that must stand on the same page below it.</param>
    public void DrawRow(GridRow row, double following = 0)
    {
        if (!flow.Fits(row.Height + following) && row.Height + following <= flow.PageCapacity / 2)
            BreakPage();
        OpenBody();
        flow.Canvas.Begin(StructureRole.TR);
        if (flow.Fits(row.Height))
            DrawWhole(row);
        else
            DrawSplit(row);
        flow.Canvas.End();
    }

    public void Finish()
    {
        if (_isBodyOpen)
            flow.Canvas.End();
        _isBodyOpen = false;
    }

    private void OpenBody()
    {
        if (!_isBodyOpen)
            flow.Canvas.Begin(StructureRole.TBody);
        _isBodyOpen = true;
    }

    private void DrawHeaderRow()
    {
        var header = _measure.Header();
        var top = flow.Take(header.Height + HeaderRule);
        flow.Canvas.Begin(StructureRole.TR);
        foreach (var cell in header.Cells)
        {
            var lowered = header.Height - 2 * look.Padding - cell.Lines.Count * header.Leading;
            BeginCell(cell);
            DrawLines(cell, 0, cell.Lines.Count, top + look.Padding + lowered, header.Leading);
            flow.Canvas.End();
        }

        flow.Canvas.End();
        Rule(top + header.Height, HeaderRule, flow.Theme.Ink);
    }

    private void DrawWhole(GridRow row)
    {
        var top = flow.Take(row.Height);
        foreach (var cell in row.Cells)
        {
            BeginCell(cell);
            DrawLines(cell, 0, cell.Lines.Count, top + row.Padding, row.Leading);
            flow.Canvas.End();
        }

        Rule(top + row.Height, RowRule, flow.Theme.Hairline);
    }

    private void DrawSplit(GridRow row)
    {
        var elements = row.Cells.Select(cell =>
        {
            var element = BeginCell(cell);
            flow.Canvas.Leave();
            return element;
        }).ToList();
        var total = row.Cells.Max(cell => cell.Lines.Count);
        for (var drawn = 0; drawn < total;)
        {
            var count = LinesThatFit(row, total - drawn);
            var top = flow.Take(count * row.Leading + 2 * row.Padding);
            for (var i = 0; i < row.Cells.Count; i++)
            {
                flow.Canvas.Enter(elements[i]);
                DrawLines(row.Cells[i], drawn, Math.Min(drawn + count, row.Cells[i].Lines.Count), top + row.Padding, row.Leading);
                flow.Canvas.Leave();
            }

            drawn += count;
            if (drawn == total)
                Rule(flow.Y, RowRule, flow.Theme.Hairline);
        }

        elements.ForEach(flow.Canvas.Close);
    }

    private int LinesThatFit(GridRow row, int left)
    {
        var room = (int)((flow.Remaining - 2 * row.Padding) / row.Leading);
        if (room < Math.Min(3, left))
        {
            NewPageWithHeader();
            room = (int)((flow.Remaining - 2 * row.Padding) / row.Leading);
        }

        return Math.Clamp(room, 1, left);
    }

    private void BreakPage()
    {
        Finish();
        NewPageWithHeader();
    }

    private void NewPageWithHeader()
    {
        flow.NewPage();
        if (!hasHeader)
            return;
        flow.Canvas.BeginArtifact();
        if (caption is not null)
            DrawContinuedCaption(caption);
        DrawHeaderRow();
        flow.Canvas.EndArtifact();
    }

    private void DrawContinuedCaption(string text)
    {
        var style = flow.Styles.Small;
        var line = flow.Typesetter.Break($"{text} ({flow.Locale.Continued})", style, flow.Width)[0];
        flow.Painter.Draw(line, style, flow.Left, flow.Width, flow.Take(style.Leading + 2));
    }

    private StructureElement BeginCell(GridCell cell) => cell.HeaderAttributes is null
        ? flow.Canvas.Begin(StructureRole.TD)
        : flow.Canvas.Begin(StructureRole.TH, attributes: cell.HeaderAttributes);

    private void DrawLines(GridCell cell, int from, int to, double top, double leading)
    {
        for (var i = from; i < to; i++)
        {
            var style = cell.Style with { Leading = leading };
            flow.Painter.Draw(cell.Lines[i], style, flow.Left + cell.Offset, cell.Width, top + (i - from) * leading, cell.Alignment);
        }
    }

    private void Rule(double y, double width, Rgb color) => flow.Canvas.Line(flow.Left, y, flow.Left + flow.Width, y, width, color);
}
