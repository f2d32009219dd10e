using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A paragraph. It leaves no single line behind at the foot of a page, and takes none alone to the next.</summary>
internal sealed class ParagraphBlock(RichText text, ParagraphStyle kind) : Block
{
    private const int FewestTogether = 2;
    private const int LongestAnnouncement = 240;

    private readonly string _text = text.ToString().TrimEnd();

    /// <summary>A short paragraph that announces something stays with it.</summary>
    public override bool StaysWithNext => _text.Length < LongestAnnouncement && _text.EndsWith(':');

    public override double LeadHeight(Flow flow)
    {
        var style = StyleIn(flow);
        return Math.Min(3, flow.Typesetter.Break(text, style, flow.Width).Count) * style.Leading;
    }

    public override void Draw(Flow flow)
    {
        var style = StyleIn(flow);
        flow.Canvas.Begin(StructureRole.P);
        DrawLines(flow, flow.Typesetter.Break(text, style, flow.Width), style);
        flow.Canvas.End();
        flow.Gap(style.Leading * 0.55);
    }

    /// <summary>Draws lines over as many pages as they need, within the present structure element.</summary>
    public static void DrawLines(Flow flow, IReadOnlyList<TextLine> lines, TextStyle style)
    {
        for (var drawn = 0; drawn < lines.Count;)
        {
            var taken = LinesForThisPage(flow, lines.Count - drawn, style.Leading);
            var top = flow.Take(taken * style.Leading);
            for (var i = 0; i < taken; i++)
                flow.Painter.Draw(lines[drawn + i], style, flow.Left, flow.Width, top + i * style.Leading);
            drawn += taken;
            if (drawn < lines.Count)
                flow.NewPage();
        }
    }

    private static int LinesForThisPage(Flow flow, int left, double leading)
    {
        if (flow.Fits(left * leading))
            return left;
        var room = Math.Min((int)(flow.Remaining / leading), left - FewestTogether);
        if (room >= FewestTogether && left > FewestTogether + 1)
            return room;
        flow.Ensure(left * leading);
        return flow.Fits(left * leading) ? left : Math.Max(1, (int)(flow.Remaining / leading));
    }

    private TextStyle StyleIn(Flow flow) => kind switch
    {
        ParagraphStyle.Lead => flow.Styles.Lead,
        ParagraphStyle.Small => flow.Styles.Small,
        _ => flow.Styles.Body,
    };
}
