using System.Globalization;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A list with bullets or numbers.</summary>
internal sealed class ListBlock(IReadOnlyList<RichText> items, bool isNumbered) : Block
{
    private const double Hang = 16;

    public override double LeadHeight(Flow flow) => 3 * flow.Styles.Body.Leading;

    public override void Draw(Flow flow)
    {
        if (items.Count == 0)
            return;
        flow.Canvas.Begin(StructureRole.L, attributes: $"<</O/List/ListNumbering/{(isNumbered ? "Decimal" : "Disc")}>>");
        for (var i = 0; i < items.Count; i++)
            DrawItem(flow, i);
        flow.Canvas.End();
        flow.Gap(flow.Styles.Body.Leading * 0.55);
    }

    private void DrawItem(Flow flow, int index)
    {
        var style = flow.Styles.Body;
        var hang = isNumbered && items.Count > 9 ? Hang + 6 : Hang;
        var lines = flow.Typesetter.Break(items[index], style, flow.Width - hang);
        flow.Ensure(Math.Min(2, lines.Count) * style.Leading);
        flow.Canvas.Begin(StructureRole.LI);
        DrawLabel(flow, isNumbered ? string.Create(CultureInfo.InvariantCulture, $"{index + 1}.") : "\u2022", style.Leading);
        flow.Canvas.Begin(StructureRole.LBody);
        flow.Indent(hang, 0);
        ParagraphBlock.DrawLines(flow, lines, style);
        flow.Indent(-hang, 0);
        flow.Canvas.End();
        flow.Canvas.End();
        flow.Gap(style.Leading * 0.2);
    }

    private static void DrawLabel(Flow flow, string label, double leading)
    {
        var top = flow.Take(leading);
        flow.Canvas.Begin(StructureRole.Lbl);
        var style = flow.Styles.Body with { Color = flow.Theme.Muted };
        flow.Painter.Draw(flow.Typesetter.Line(label, style), style, flow.Left, Hang, top);
        flow.Canvas.End();
        flow.Back(leading);
    }
}
