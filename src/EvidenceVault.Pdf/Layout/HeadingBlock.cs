using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A heading, which is also a bookmark and may be an anchor.</summary>
internal sealed class HeadingBlock(int level, string text, string? anchor) : Block
{
    private const double GapBelowHeading = 12;

    private bool _followsHeading;

    public override bool StaysWithNext => true;

    public double GapBefore => _followsHeading ? GapBelowHeading : level switch { 1 => 30, 2 => 24, _ => 16 };

    private double GapAfter => level switch { 1 => 12, 2 => 7, _ => 4 };

    /// <summary>Tells the heading what it stands under: below another heading it needs less space.</summary>
    public void Follow(HeadingBlock? above) => _followsHeading = above is not null;

    public override double LeadHeight(Flow flow)
    {
        var style = flow.Styles.Heading(level);
        return flow.Typesetter.Break(text, style, flow.Width).Count * style.Leading + GapAfter;
    }

    public override void Draw(Flow flow)
    {
        var style = flow.Styles.Heading(level);
        var lines = flow.Typesetter.Break(text, style, flow.Width);
        flow.Gap(GapBefore);
        var top = flow.Take(lines.Count * style.Leading);
        flow.Canvas.Bookmark(level, text, top - 8);
        if (anchor is not null)
            flow.Canvas.Anchor(anchor, top - 8);
        flow.Canvas.Begin(level switch { 1 => StructureRole.H1, 2 => StructureRole.H2, _ => StructureRole.H3 });
        for (var i = 0; i < lines.Count; i++)
            flow.Painter.Draw(lines[i], style, flow.Left, flow.Width, top + i * style.Leading);
        flow.Canvas.End();
        flow.Gap(GapAfter);
    }
}
