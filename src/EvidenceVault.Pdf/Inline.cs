namespace EvidenceVault.Pdf;

/// <summary>A stretch of text in one style. A plain string converts to one.</summary>
public sealed record Inline
{
    private Inline(string text) => Text = text;

    /// <summary>The text. A line feed starts a new line; a soft hyphen (U+00AD) shows only where a line ends on it.</summary>
    public string Text { get; }

    /// <summary>What the colour means.</summary>
    public Tone Tone { get; init; }

    /// <summary>Whether the text is set semi-bold.</summary>
    public bool IsBold { get; init; }

    /// <summary>Whether the text is set in italics.</summary>
    public bool IsItalic { get; init; }

    /// <summary>Whether the text is set in the typewriter face, for numbers, codes and hashes.</summary>
    public bool IsMono { get; init; }

    /// <summary>Whether the text stands on a small tinted label.</summary>
    public bool IsChip { get; init; }

    /// <summary>The anchor in this document the text leads to, if any.</summary>
    public string? Anchor { get; init; }

    /// <summary>The address the text leads to, if any.</summary>
    public Uri? Address { get; init; }

    /// <summary>Ordinary text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">What its colour means.</param>
    /// <returns>The inline.</returns>
    public static Inline Plain(string text, Tone tone = Tone.Neutral) => new(text ?? "") { Tone = tone };

    /// <summary>Semi-bold text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">What its colour means.</param>
    /// <returns>The inline.</returns>
    public static Inline Bold(string text, Tone tone = Tone.Neutral) => Plain(text, tone) with { IsBold = true };

    /// <summary>Text in italics.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">What its colour means.</param>
    /// <returns>The inline.</returns>
    public static Inline Italic(string text, Tone tone = Tone.Neutral) => Plain(text, tone) with { IsItalic = true };

    /// <summary>Text in the typewriter face.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">What its colour means.</param>
    /// <returns>The inline.</returns>
    public static Inline Mono(string text, Tone tone = Tone.Neutral) => Plain(text, tone) with { IsMono = true };

    /// <summary>A small label on a tinted ground, such as a status. It is never broken over lines unless it is wider than one.</summary>
    /// <param name="text">One or two words.</param>
    /// <param name="tone">What its colour means.</param>
    /// <returns>The inline.</returns>
    public static Inline Chip(string text, Tone tone) => Plain(text, tone) with { IsChip = true };

    /// <summary>A link to a place in the same document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="anchor">The anchor of a heading. It may come later, but must exist when the document is finished.</param>
    /// <returns>The inline.</returns>
    public static Inline Link(string text, string anchor) => Plain(text, Tone.Accent) with { Anchor = anchor };

    /// <summary>A link to an address outside the document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">An absolute address.</param>
    /// <returns>The inline.</returns>
    public static Inline Link(string text, Uri address) => Plain(text, Tone.Accent) with { Address = address };

    /// <summary>Ordinary text.</summary>
    /// <param name="text">The text; null counts as empty.</param>
    public static implicit operator Inline(string? text) => Plain(text ?? "");
}
