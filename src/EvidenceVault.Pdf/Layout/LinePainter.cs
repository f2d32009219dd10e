using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Draws lines of text, with the grounds of chips and the areas of links.</summary>
internal sealed class LinePainter(ICanvas canvas, Theme theme)
{
    private const double ChipRadius = 2.2;

    /// <param name="line">The line.</param>
    /// <param name="style">The style of the text around it, which decides the baseline.</param>
    /// <param name="left">Left end of the room for the line.</param>
    /// <param name="width">Width of that room.</param>
    /// <param name="top">Top of the line.</param>
    /// <param name="alignment">Where in the room the line stands.</param>
    public void Draw(TextLine line, TextStyle style, double left, double width, double top, Alignment alignment = Alignment.Left)
    {
        var x = alignment switch
        {
            Alignment.Right => left + width - line.Width,
            Alignment.Center => left + (width - line.Width) / 2,
            _ => left,
        };
        foreach (var fragment in line.Fragments)
        {
            Draw(fragment, style, x, top);
            x += fragment.Width;
        }
    }

    private void Draw(Fragment fragment, TextStyle style, double x, double top)
    {
        var baseline = top + style.Baseline;
        if (fragment.IsChip)
            DrawChip(fragment, style, x, top);
        else if (fragment.Source.Anchor is not null || fragment.Source.Address is not null)
            DrawLink(fragment, style, x, top);
        else
            canvas.Text(x, baseline, fragment.Style, fragment.Run);
    }

    private void DrawChip(Fragment fragment, TextStyle style, double x, double top)
    {
        var height = Math.Min(style.Leading - 0.8, fragment.Style.Size * 1.45);
        var ground = new Box(x, top + (style.Leading - height) / 2, fragment.Width, height);
        canvas.Fill(ground, theme.TintOf(fragment.Source.Tone), ChipRadius);
        var capHeight = fragment.Style.Face.CapHeight * fragment.Style.Size / fragment.Style.Face.UnitsPerEm;
        canvas.Text(x + Fragment.ChipPadding, top + (style.Leading + capHeight) / 2, fragment.Style, fragment.Run);
    }

    private void DrawLink(Fragment fragment, TextStyle style, double x, double top)
    {
        canvas.Begin(StructureRole.Link);
        canvas.Text(x, top + style.Baseline, fragment.Style, fragment.Run);
        var area = new Box(x, top, fragment.Width, style.Leading);
        canvas.Link(area, fragment.Source.Anchor, fragment.Source.Address, fragment.Source.Text);
        canvas.End();
    }
}
