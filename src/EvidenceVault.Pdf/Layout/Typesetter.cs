using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Turns rich text into lines.</summary>
internal sealed class Typesetter(FontResources fonts, Theme theme)
{
    /// <summary>The typewriter face looks larger than the others at the same size.</summary>
    private const double MonoScale = 0.93;
    private const double ChipScale = 0.88;
    private const double Visible = 0.25;
    private const int Attempts = 6;

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
        var room = width;
        for (var attempt = 1; ; attempt++)
        {
            var lines = BreakOnce(text, style, room);
            var excess = lines.Select(line => line.Width - width).DefaultIfEmpty(0).Max();
            if (excess < Visible || attempt == Attempts)
                return lines;
            room = Math.Max(1, room - excess - Visible);
        }
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

    /// <summary>Words that were shaped apart may be a little wider once they are joined, since letters are kerned.</summary>
    private List<TextLine> BreakOnce(RichText text, TextStyle style, double width)
    {
        var words = new WordSplitter(this, style, width).Split(text);
        return LineBreaker.Break(words, width).Select(range => LineAssembler.Assemble(this, words, range, style)).ToList();
    }
}
