using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A QR code with a caption, and what it says, beside it.</summary>
internal sealed class QrBlock(string payload, RichText caption, double size) : Block
{
    private const double Beside = 18;

    public override double LeadHeight(Flow flow) => Math.Max(size, CaptionHeight(flow)) + 8;

    public override void Draw(Flow flow)
    {
        flow.Gap(14);
        var top = flow.Take(LeadHeight(flow)) + 4;
        flow.Canvas.Begin(StructureRole.Figure, $"QR: {payload}");
        QrMatrix.Draw(flow.Canvas, payload, flow.Left, top, size);
        flow.Canvas.End();
        var style = flow.Styles.Body;
        top = DrawLines(flow, caption, style, top + Math.Max(0, (size - CaptionHeight(flow)) / 2));
        DrawLines(flow, PayloadText, PayloadStyle(flow), top + 3);
        flow.Gap(14);
    }

    private RichText PayloadText => Uri.TryCreate(payload, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? Inline.Link(payload, address)
        : payload;

    private static TextStyle PayloadStyle(Flow flow) => flow.Styles.Small with { Face = Typefaces.Mono, Color = flow.Theme.Accent };

    private double CaptionHeight(Flow flow) => LinesOf(flow, caption, flow.Styles.Body).Count * flow.Styles.Body.Leading
        + 3 + LinesOf(flow, PayloadText, PayloadStyle(flow)).Count * flow.Styles.Small.Leading;

    private IReadOnlyList<TextLine> LinesOf(Flow flow, RichText text, TextStyle style) =>
        flow.Typesetter.Break(text, style, flow.Width - size - Beside);

    private double DrawLines(Flow flow, RichText text, TextStyle style, double top)
    {
        flow.Canvas.Begin(StructureRole.P);
        foreach (var line in LinesOf(flow, text, style))
        {
            flow.Painter.Draw(line, style, flow.Left + size + Beside, flow.Width - size - Beside, top);
            top += style.Leading;
        }

        flow.Canvas.End();
        return top;
    }
}
