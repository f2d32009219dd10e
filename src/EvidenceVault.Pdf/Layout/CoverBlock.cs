using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Sets a cover: a quiet top line, a large title, the particulars, and a QR code at the foot.</summary>
internal sealed class CoverBlock(Cover cover, IReadOnlyList<Block> body) : Block
{
    private const double QrSize = 78;
    private const double AboveTitle = 62;

    public override double LeadHeight(Flow flow) => flow.PageCapacity;

    public override void Draw(Flow flow)
    {
        DrawTopLine(flow);
        DrawTitle(flow);
        if (cover.Facts.Count > 0)
            new FactsBlock(cover.Facts).Draw(flow);
        BlockSequence.Draw(flow, body);
        if (cover.QrPayload is not null)
            DrawQr(flow, new QrBlock(cover.QrPayload, cover.QrCaption, QrSize));
        flow.Close();
    }

    private void DrawTopLine(Flow flow)
    {
        var style = flow.Styles.Body with { Face = Typefaces.Strong, Color = flow.Theme.Accent };
        var top = flow.Take(style.Leading);
        DrawShort(flow, cover.Kicker, style, top, Alignment.Left);
        DrawShort(flow, cover.Notice, style with { Face = Typefaces.Regular, Color = flow.Theme.Muted }, top, Alignment.Right);
        flow.Canvas.Line(flow.Left, flow.Y + 8, flow.Left + flow.Width, flow.Y + 8, 0.9, flow.Theme.Accent);
    }

    private static void DrawShort(Flow flow, string text, TextStyle style, double top, Alignment alignment)
    {
        if (text.Length == 0)
            return;
        flow.Canvas.Begin(StructureRole.P);
        flow.Painter.Draw(flow.Typesetter.Line(text, style), style, flow.Left, flow.Width, top, alignment);
        flow.Canvas.End();
    }

    private void DrawTitle(Flow flow)
    {
        var style = new TextStyle(Typefaces.Strong, 27, 34, flow.Theme.Ink);
        flow.Take(AboveTitle);
        flow.Canvas.Bookmark(1, cover.Title, flow.Y);
        flow.Canvas.Begin(StructureRole.H1);
        ParagraphBlock.DrawLines(flow, flow.Typesetter.Break(cover.Title, style, flow.Width * 0.86), style);
        flow.Canvas.End();
        flow.Gap(10);
        if (cover.Subtitle.Any())
            new ParagraphBlock(cover.Subtitle, ParagraphStyle.Lead).Draw(flow);
        flow.Gap(26);
    }

    /// <summary>At the foot of the page, where there is room, and where the text ends otherwise.</summary>
    private static void DrawQr(Flow flow, QrBlock qr)
    {
        flow.Gap(16);
        var height = qr.LeadHeight(flow);
        flow.Ensure(height);
        flow.Gap(flow.Bottom - flow.Y - height);
        qr.Draw(flow);
    }
}
