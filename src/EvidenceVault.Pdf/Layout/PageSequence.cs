using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Begins and ends pages, and draws what stands in their margins.</summary>
internal sealed class PageSequence(PageCanvas canvas, DocumentParts parts, Theme theme, DocumentLocale locale) : IPages
{
    private const double HeaderTop = 44;
    private const double FooterTop = 40;

    private readonly Typesetter _typesetter = new(parts.Fonts, theme);
    private readonly LinePainter _painter = new(canvas, theme);
    private readonly TextStyle _style = new BlockStyles(theme).Running;

    public RunningMatter Running { get; set; } = new("", "", "");

    /// <summary>Whether the next page is a cover, which has nothing in its margins.</summary>
    public bool IsCoverNext { get; set; }

    public void Begin()
    {
        canvas.BeginPage(theme.PageWidth, theme.PageHeight);
        if (!IsCoverNext)
            DrawMargins(parts.Pages.Count);
        IsCoverNext = false;
    }

    public void End() => canvas.EndPage();

    private void DrawMargins(int number)
    {
        canvas.BeginArtifact();
        var width = theme.PageWidth - 2 * theme.SideMargin;
        Draw(Running.Left, _style with { Face = Typefaces.Strong }, HeaderTop, width * 0.62, Alignment.Left);
        Draw(Running.Right, _style, HeaderTop, width * 0.36, Alignment.Right);
        Rule(HeaderTop + _style.Leading + 5);
        var foot = theme.PageHeight - FooterTop - _style.Leading;
        Rule(foot - 6);
        Draw(Running.Foot, _style, foot, width * 0.8, Alignment.Left);
        var label = Running.PageLabel ?? locale.PageLabel;
        canvas.LaterText(theme.SideMargin + width, foot + _style.Baseline, _style, () => label(number, parts.Pages.Count));
        canvas.EndArtifact();
    }

    /// <summary>Draws one line; what does not fit is left out.</summary>
    private void Draw(string text, TextStyle style, double top, double width, Alignment alignment)
    {
        if (text.Length == 0)
            return;
        var line = _typesetter.Break(text, style, width)[0];
        var left = alignment == Alignment.Right ? theme.PageWidth - theme.SideMargin - width : theme.SideMargin;
        _painter.Draw(line, style, left, width, top, alignment);
    }

    private void Rule(double y) => canvas.Line(theme.SideMargin, y, theme.PageWidth - theme.SideMargin, y, 0.4, theme.Hairline);
}
