using System.Globalization;
using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A table of contents. Its page numbers are filled in when the document is finished.</summary>
internal sealed class ContentsBlock(IReadOnlyList<ContentsEntry> entries) : Block
{
    private const double NumberRoom = 40;
    private const double IndentPerLevel = 16;
    private const double Padding = 3.2;

    public override double LeadHeight(Flow flow) => 3 * flow.Styles.Body.Leading;

    public override void Draw(Flow flow)
    {
        flow.Canvas.Begin(StructureRole.TOC);
        foreach (var entry in entries)
            DrawEntry(flow, entry);
        flow.Canvas.End();
        flow.Gap(14);
    }

    private static void DrawEntry(Flow flow, ContentsEntry entry)
    {
        var indent = IndentPerLevel * (entry.Level - 1);
        var style = flow.Styles.Body;
        var lines = flow.Typesetter.Break(entry.Text, style, flow.Width - indent - NumberRoom);
        var top = flow.Take(lines.Count * style.Leading + 2 * Padding);
        flow.Canvas.Begin(StructureRole.TOCI);
        flow.Canvas.Begin(StructureRole.Link);
        for (var i = 0; i < lines.Count; i++)
            flow.Painter.Draw(lines[i], style, flow.Left + indent, flow.Width - indent - NumberRoom, top + Padding + i * style.Leading);
        var canvas = flow.Canvas;
        var baseline = top + Padding + (lines.Count - 1) * style.Leading + style.Baseline;
        canvas.LaterText(
            flow.Left + flow.Width,
            baseline,
            style with { Color = flow.Theme.Muted },
            () => " " + canvas.PageOf(entry.Anchor).ToString(CultureInfo.InvariantCulture));
        canvas.Link(new Box(flow.Left + indent, top, flow.Width - indent, flow.Y - top), entry.Anchor, null, entry.Text);
        canvas.End();
        canvas.End();
        canvas.Line(flow.Left, flow.Y, flow.Left + flow.Width, flow.Y, 0.4, flow.Theme.Hairline);
    }
}
