using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Blocks on a tinted ground with a bar to their left. Goes to the next page whole unless it is higher than half a page.</summary>
internal sealed class CalloutBlock(Tone tone, string? title, IReadOnlyList<Block> blocks, StructureRole role) : Block, IPageSpan
{
    private const double Side = 16;
    private const double PaddingAbove = 10;
    private const double PaddingBelow = 11;
    private const double Bar = 2.4;
    private const double GapAbove = 10;

    private int _mark;
    private double _top;

    public override double LeadHeight(Flow flow) => GapAbove + Math.Min(Height(flow), flow.PageCapacity / 2);

    public override void Draw(Flow flow)
    {
        flow.Gap(GapAbove);
        flow.Ensure(Math.Min(Height(flow), 5 * flow.Styles.Body.Leading));
        if (Height(flow) <= flow.PageCapacity / 2)
            flow.Ensure(Height(flow));
        flow.Canvas.Begin(role);
        flow.Indent(Side, Side);
        flow.ReserveBelow(PaddingBelow);
        PageBegins(flow);
        flow.Begin(this);
        DrawTitle(flow);
        BlockSequence.Draw(flow, blocks);
        flow.End(this);
        PageEnds(flow);
        flow.ReserveBelow(-PaddingBelow);
        flow.Indent(-Side, -Side);
        flow.Canvas.End();
        flow.Gap(14);
    }

    public void PageBegins(Flow flow)
    {
        _top = flow.Take(PaddingAbove);
        _mark = flow.Canvas.Mark();
    }

    public void PageEnds(Flow flow)
    {
        var box = new Box(flow.Left - Side, _top, flow.Width + 2 * Side, flow.Y - _top + PaddingBelow);
        flow.Canvas.Underlay(_mark, new Box(box.Left, box.Top, Bar, box.Height), flow.Theme.InkOf(tone == Tone.Neutral ? Tone.Muted : tone));
        flow.Canvas.Underlay(_mark, box, flow.Theme.TintOf(tone));
        flow.DropGap();
        flow.MoveTo(box.Bottom);
    }

    private double Height(Flow flow)
    {
        var measuring = flow.ForMeasuring(flow.Width - 2 * Side);
        DrawTitle(measuring);
        BlockSequence.Draw(measuring, blocks);
        return measuring.Y + PaddingAbove + PaddingBelow;
    }

    private void DrawTitle(Flow flow)
    {
        if (title is null)
            return;
        var color = tone == Tone.Neutral ? flow.Theme.Ink : flow.Theme.InkOf(tone);
        var style = flow.Styles.Body with { Face = Typefaces.Strong, Color = color };
        flow.Canvas.Begin(StructureRole.P);
        ParagraphBlock.DrawLines(flow, flow.Typesetter.Break(title, style, flow.Width), style);
        flow.Canvas.End();
        flow.Gap(2);
    }
}
