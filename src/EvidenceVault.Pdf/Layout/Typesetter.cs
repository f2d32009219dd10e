using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Turns rich text into lines.</summary>
internal sealed class Typesetter(FontResources fonts, Theme theme)
{
    /// <summary>The typewriter face looks larger than the others at the same size.</summary>
    private const double MonoScale = 0.93;
    private const double ChipScale = 0.88;

    public GlyphRun Shape(TextStyle style, string cleanText) => fonts.Shape(style.Face, cleanText);

    /// <summary>One unbroken line of plain text. A space follows it, invisibly, so that readers do not join it with what comes next.</summary>
    public TextLine Line(string text, TextStyle style)
    {
        var clean = TextCleaner.Clean(text).Replace('\n', ' ').Replace("\u00AD", "", StringComparison.Ordinal);
        var fragment = MakeFragment(clean + " ", Inline.Plain(text), style);
        return new TextLine([fragment], fragment.Width - Shape(style, " ").WidthAt(style.Size));
    }

    public IReadOnlyList<TextLine> Break(RichText text, TextStyle style, double width)
    {
        var words = new WordSplitter(this, style, width).Split(text);
        return LineBreaker.Break(words, width).Select(range => LineAssembler.Assemble(this, words, range, style)).ToList();
    }

    public Fragment MakeFragment(string cleanText, Inline source, TextStyle style) => new(cleanText, source, style, Shape(style, cleanText));

    /// <summary>The style of an inline within text of some style.</summary>
    public TextStyle StyleOf(Inline inline, TextStyle around)
    {
        var style = around;
        if (inline.Tone != Tone.Neutral)
            style = style with { Color = theme.InkOf(inline.Tone) };
        if (inline.IsChip)
            return style with { Face = Typefaces.Strong, Size = style.Size * ChipScale };
        if (inline.IsMono)
            return style with { Face = Typefaces.Mono, Size = style.Size * MonoScale };
        if (inline.IsBold)
            return style with { Face = Typefaces.Strong };
        return inline.IsItalic ? style with { Face = Typefaces.Italic } : style;
    }
}
