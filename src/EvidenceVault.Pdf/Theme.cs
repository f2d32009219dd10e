namespace EvidenceVault.Pdf;

/// <summary>Colours and measures of a document. All lengths are in points (1/72 inch).</summary>
public sealed record Theme
{
    /// <summary>The theme used where none is given.</summary>
    public static Theme Default { get; } = new();

    /// <summary>The colour of ordinary text.</summary>
    public Rgb Ink { get; init; } = Rgb.Hex(0x1C2126);

    /// <summary>The colour of secondary text; dark enough to read on white and on the tints.</summary>
    public Rgb Muted { get; init; } = Rgb.Hex(0x5A646E);

    /// <summary>The house colour.</summary>
    public Rgb Accent { get; init; } = Rgb.Hex(0x14405C);

    /// <summary>The colour of thin rules between rows.</summary>
    public Rgb Hairline { get; init; } = Rgb.Hex(0xD9DDE1);

    /// <summary>The colour that means good.</summary>
    public Rgb Good { get; init; } = Rgb.Hex(0x1E6B45);

    /// <summary>The colour that means caution.</summary>
    public Rgb Caution { get; init; } = Rgb.Hex(0x8A5A00);

    /// <summary>The colour that means bad.</summary>
    public Rgb Bad { get; init; } = Rgb.Hex(0x9F2A24);

    /// <summary>Page width; A4 unless told otherwise.</summary>
    public double PageWidth { get; init; } = 595.28;

    /// <summary>Page height; A4 unless told otherwise.</summary>
    public double PageHeight { get; init; } = 841.89;

    /// <summary>Blank space to the left and to the right of the text.</summary>
    public double SideMargin { get; init; } = 64;

    /// <summary>Distance from the top edge to the first line of text; the running header stands in it.</summary>
    public double TopMargin { get; init; } = 88;

    /// <summary>Distance from the last line of text to the bottom edge; the running footer stands in it.</summary>
    public double BottomMargin { get; init; } = 76;

    /// <summary>Size of ordinary text.</summary>
    public double BodySize { get; init; } = 9.6;

    /// <summary>Size of text in tables.</summary>
    public double TableSize { get; init; } = 8;

    /// <summary>The colour of text that has a meaning.</summary>
    /// <param name="tone">The meaning.</param>
    /// <returns>A colour that can be read on white and on <see cref="TintOf"/> of the same tone.</returns>
    public Rgb InkOf(Tone tone) => tone switch
    {
        Tone.Muted => Muted,
        Tone.Accent => Accent,
        Tone.Good => Good,
        Tone.Caution => Caution,
        Tone.Bad => Bad,
        _ => Ink,
    };

    /// <summary>A very light form of a tone's colour, for the ground of boxes and labels.</summary>
    /// <param name="tone">The meaning.</param>
    /// <returns>The colour, mixed with nine parts of white.</returns>
    public Rgb TintOf(Tone tone) => Lighten(tone, 10);

    /// <summary>A light form of a tone's colour, for bars in charts; black text can be read on it.</summary>
    /// <param name="tone">The meaning.</param>
    /// <returns>The colour, mixed with three parts of white.</returns>
    public Rgb FillOf(Tone tone) => Lighten(tone, 4);

    private Rgb Lighten(Tone tone, int parts)
    {
        var ink = tone is Tone.Neutral ? Muted : InkOf(tone);
        return new Rgb(Lighten(ink.Red, parts), Lighten(ink.Green, parts), Lighten(ink.Blue, parts));
    }

    private static byte Lighten(byte channel, int parts) => (byte)(255 - (255 - channel) / parts);
}
