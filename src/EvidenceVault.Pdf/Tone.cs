namespace EvidenceVault.Pdf;

/// <summary>
/// What a colour means. Documents choose a meaning, and the <see cref="Theme"/> chooses the colour, so that colour never decorates.
/// </summary>
public enum Tone
{
    /// <summary>Nothing in particular: the ordinary ink.</summary>
    Neutral,

    /// <summary>Of secondary importance: grey.</summary>
    Muted,

    /// <summary>The house colour, for headings and links.</summary>
    Accent,

    /// <summary>As it should be: green.</summary>
    Good,

    /// <summary>Open, uncertain or soon due: amber.</summary>
    Caution,

    /// <summary>Wrong or missing: red.</summary>
    Bad,
}
