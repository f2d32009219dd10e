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
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var lines = BreakOnce(text, style, room);
            var excess = lines.Select(line => line.Width - width).DefaultIfEmpty(0).Max();
            if (excess < Visible)
                return lines;
            room = Math.Max(1, room - excess - Visible);
        }

        return Fill(text, style, width);
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

    /// <summary>Line after line, each as long as fits when measured as it will stand: plainer than the best fit, but never too wide.</summary>
    private List<TextLine> Fill(RichText text, TextStyle style, double width)
    {
        var words = new WordSplitter(this, style, width).Split(text);
        var lines = new List<TextLine>();
        for (var start = 0; start < words.Count;)
        {
            var end = start + 1;
            var line = LineAssembler.Assemble(this, words, start..end, style);
            for (var next = end + 1; next <= words.Count && words[next - 1].Joint != Joint.LineFeed; next++)
            {
                var longer = LineAssembler.Assemble(this, words, start..next, style);
                if (longer.Width <= width)
                    (end, line) = (next, longer);
                else if (longer.Width > width + Hyphen(style))
                    break;
            }

            lines.Add(line);
            start = end;
        }

        return lines;
    }

    /// <summary>A line that is too long with a hyphen at its end may yet fit with the rest of the word.</summary>
    private double Hyphen(TextStyle style) => Shape(style, "-").WidthAt(style.Size);
}
