using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>Draws rows of a chart above a common axis, as one figure.</summary>
internal sealed class ChartPainter
{
    private const double RowHeight = 14.5;
    private const double GroupHeight = 17;
    private const double AxisHeight = 16;
    private const double BarHeight = 9;
    private const double Beside = 10;
    private const double WidestLabelShare = 0.34;
    private const double PointRadius = 2.6;
    private const double LeastBar = 0.8;

    private readonly Flow _flow;
    private readonly Chart _chart;
    private readonly ChartAxis _axis;
    private readonly TextStyle _label;
    private readonly double _chartLeft;
    private readonly double _chartWidth;
    private readonly double _labelWidth;

    public ChartPainter(Flow flow, Chart chart)
    {
        (_flow, _chart, _axis, _label) = (flow, chart, ChartAxis.Of(chart), flow.Styles.ChartLabel);
        var widest = chart.Rows.Select(row => Width(row.Label)).DefaultIfEmpty(0).Max();
        _labelWidth = Math.Min(widest + 1, flow.Width * WidestLabelShare);
        _chartLeft = _labelWidth + Beside;
        var values = chart.Rows.Select(row => Width(row.Value)).DefaultIfEmpty(0).Max();
        _chartWidth = flow.Width - _chartLeft - (values > 0 ? values + Beside : 0);
    }

    public double Height(IReadOnlyList<ChartRow> rows) => rows.Sum(HeightOf) + AxisHeight;

    public void Draw(IReadOnlyList<ChartRow> rows)
    {
        var height = Height(rows);
        var top = _flow.Take(height);
        var bottom = top + height - AxisHeight;
        _flow.Canvas.Begin(StructureRole.Figure, _chart.Description);
        foreach (var tick in _axis.Ticks)
            _flow.Canvas.Line(X(tick), top, X(tick), bottom, 0.4, _flow.Theme.Hairline);
        var y = top;
        foreach (var row in rows)
        {
            DrawRow(row, y);
            y += HeightOf(row);
        }

        DrawAxis(bottom);
        _flow.Canvas.End();
    }

    private double X(double amount) => _flow.Left + _chartLeft + _axis.Share(amount) * _chartWidth;

    private double Width(string text) => text.Length == 0 ? 0 : _flow.Typesetter.Line(text, _label).Width;

    private double HeightOf(ChartRow row) =>
        (row.Group.Length > 0 ? GroupHeight : 0) + RowHeight + (_flow.Typesetter.Break(row.Label, _label, _labelWidth).Count - 1) * _label.Leading;

    private void DrawRow(ChartRow row, double top)
    {
        if (row.Group.Length > 0)
        {
            var group = _label with { Face = Typefaces.Strong, Color = _flow.Theme.Accent };
            _flow.Painter.Draw(_flow.Typesetter.Break(row.Group, group, _flow.Width)[0], group, _flow.Left, _flow.Width, top + GroupHeight - _label.Leading - 1);
            top += GroupHeight;
        }

        var lines = _flow.Typesetter.Break(row.Label, _label, _labelWidth);
        for (var i = 0; i < lines.Count; i++)
            _flow.Painter.Draw(lines[i], _label, _flow.Left, _labelWidth, top + (RowHeight - _label.Leading) / 2 + i * _label.Leading);
        var middle = top + RowHeight / 2;
        DrawBar(row, middle);
        if (row.Point is { } point)
            DrawPoint(point, middle);
        if (row.Value.Length > 0)
            _flow.Painter.Draw(_flow.Typesetter.Line(row.Value, _label), _label, _flow.Left + _chartLeft, _flow.Width - _chartLeft, top + (RowHeight - _label.Leading) / 2, Alignment.Right);
    }

    private void DrawBar(ChartRow row, double middle)
    {
        var amount = 0.0;
        foreach (var part in row.Parts.Where(part => part.Amount > 0))
        {
            var from = X(amount);
            amount += part.Amount;
            _flow.Canvas.Fill(new Box(from, middle - BarHeight / 2, Math.Max(LeastBar, X(amount) - from), BarHeight), _flow.Theme.FillOf(part.Tone));
        }
    }

    private void DrawPoint(ChartPoint point, double middle)
    {
        var ink = _flow.Theme.InkOf(point.Tone);
        var (low, high) = (X(point.Low), X(point.High));
        _flow.Canvas.Line(low, middle, high, middle, 1.1, ink);
        foreach (var end in new[] { low, high })
            _flow.Canvas.Line(end, middle - 2.4, end, middle + 2.4, 0.9, ink);
        _flow.Canvas.Dot(X(point.Amount), middle, PointRadius, ink);
    }

    private void DrawAxis(double y)
    {
        var style = _flow.Styles.ChartAxis;
        _flow.Canvas.Line(_flow.Left + _chartLeft, y, _flow.Left + _chartLeft + _chartWidth, y, 0.8, _flow.Theme.Muted);
        foreach (var tick in _axis.Ticks)
        {
            var line = _flow.Typesetter.Line(_chart.Label(tick), style);
            _flow.Canvas.Line(X(tick), y, X(tick), y + 3, 0.6, _flow.Theme.Muted);
            var left = Math.Clamp(X(tick) - line.Width / 2, _flow.Left, _flow.Left + _flow.Width - line.Width);
            _flow.Painter.Draw(line, style, left, line.Width, y + 4);
        }
    }
}
