using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout.Charts;

/// <summary>Draws lanes of a timeline above a common axis, as one figure.</summary>
internal sealed class TimelinePainter(Flow flow, TimelineLayout layout)
{
    public const double KeyWidth = 14;
    private const double AxisHeight = 24;
    private const double AboveLabel = 7.7;

    public static double Height(IReadOnlyList<PlacedLane> lanes) => lanes.Sum(lane => lane.Height) + AxisHeight;

    /// <summary>The small sample of a colour in a legend.</summary>
    public static void DrawKey(Flow flow, TimelineLegend entry, double x, double middle)
    {
        if (entry.IsMark)
            flow.Canvas.Dot(x + 5, middle, LanePlacer.MarkRadius, flow.Theme.InkOf(entry.Tone));
        else
            flow.Canvas.Fill(new Box(x, middle - 3.5, 10, 7), flow.Theme.FillOf(entry.Tone), 1.5);
    }

    public void Draw(IReadOnlyList<PlacedLane> lanes, string description)
    {
        var height = Height(lanes);
        var top = flow.Take(height);
        flow.Canvas.Begin(StructureRole.Figure, description);
        DrawGrid(top, top + height - AxisHeight);
        var laneTop = top;
        foreach (var lane in lanes)
        {
            DrawLane(lane, laneTop);
            laneTop += lane.Height;
            flow.Canvas.Line(flow.Left, laneTop, flow.Left + flow.Width, laneTop, 0.4, flow.Theme.Hairline);
        }

        DrawAxis(laneTop);
        flow.Canvas.End();
    }

    private void DrawGrid(double top, double bottom)
    {
        flow.Canvas.Line(flow.Left, top, flow.Left + flow.Width, top, 0.4, flow.Theme.Hairline);
        foreach (var tick in layout.Ticks)
        {
            var x = flow.Left + layout.X(tick.At);
            flow.Canvas.Line(x, top, x, bottom, 0.4, flow.Theme.Hairline);
        }
    }

    private void DrawAxis(double y)
    {
        var style = flow.Styles.ChartAxis;
        var (left, right) = (flow.Left + layout.ChartLeft, flow.Left + flow.Width);
        flow.Canvas.Line(left, y, right, y, 0.8, flow.Theme.Muted);
        foreach (var tick in layout.Ticks)
        {
            var x = flow.Left + layout.X(tick.At);
            flow.Canvas.Line(x, y, x, y + 3, 0.6, flow.Theme.Muted);
            DrawCentred(tick.Label, style, x, y + 4, right);
            if (tick.Below.Length > 0)
                DrawCentred(tick.Below, style with { Face = Typefaces.Strong }, x, y + 4 + style.Leading, right);
        }
    }

    private void DrawCentred(string text, TextStyle style, double x, double top, double right)
    {
        var line = flow.Typesetter.Line(text, style);
        var left = Math.Clamp(x - line.Width / 2, flow.Left, right - line.Width);
        flow.Painter.Draw(line, style, left, line.Width, top);
    }

    private void DrawLane(PlacedLane lane, double top)
    {
        DrawLaneLabel(lane, top);
        foreach (var bar in lane.Bars)
            flow.Canvas.Fill(Moved(bar.Box, top), flow.Theme.FillOf(bar.Tone), 2);
        foreach (var leader in lane.Labels.Select(label => label.Leader).OfType<Box>())
            flow.Canvas.Line(flow.Left + leader.Left, top + leader.Top, flow.Left + leader.Left, top + leader.Bottom, 0.4, flow.Theme.Muted);
        foreach (var mark in lane.Marks)
            DrawMark(mark, top);
        foreach (var label in lane.Labels)
            DrawLabel(label, top);
    }

    private void DrawLaneLabel(PlacedLane lane, double top)
    {
        var style = flow.Styles.ChartLabel with { Face = Typefaces.Strong };
        var room = layout.ChartLeft - 6;
        var lines = flow.Typesetter.Break(lane.Lane.Label, style, room);
        for (var i = 0; i < lines.Count; i++)
            flow.Painter.Draw(lines[i], style, flow.Left, room, top + AboveLabel + i * style.Leading);
    }

    private void DrawMark(PlacedMark mark, double top)
    {
        var (x, y) = (flow.Left + mark.X, top + mark.Y);
        flow.Canvas.Dot(x, y, LanePlacer.MarkRadius + 0.8, new Rgb(255, 255, 255));
        flow.Canvas.Dot(x, y, LanePlacer.MarkRadius, flow.Theme.InkOf(mark.Tone));
    }

    private void DrawLabel(PlacedLabel label, double top)
    {
        var style = flow.Styles.ChartLabel with { Color = flow.Theme.InkOf(label.Tone == Tone.Muted ? Tone.Neutral : label.Tone) };
        flow.Painter.Draw(flow.Typesetter.Line(label.Text, style), style, flow.Left + label.Box.Left, label.Box.Width, top + label.Box.Top);
    }

    private Box Moved(Box box, double top) => box with { Left = flow.Left + box.Left, Top = top + box.Top };
}
