namespace EvidenceVault.Pdf.Typography;

/// <summary>A shaped piece of text, independent of size. Measures are in font units.</summary>
internal sealed record GlyphRun(FontFace Face, string Text)
{
    public required ushort[] Glyphs { get; init; }

    public required int[] Advances { get; init; }

    /// <summary>For each glyph, the index in <see cref="Text"/> of the first character it stands for.</summary>
    public required int[] Clusters { get; init; }

    /// <summary>Pairs of shifts for marks placed over their base; null where nothing is shifted.</summary>
    public (int X, int Y)[]? Offsets { get; init; }

    /// <summary>What was written, where the font lacks some of it and something else is drawn.</summary>
    public string? Original { get; init; }

    public int Width { get; init; }

    /// <summary>The width in points at a size in points.</summary>
    public double WidthAt(double size) => Width * size / Face.UnitsPerEm;

    /// <summary>The characters a glyph stands for: empty for all but the first glyph of a cluster.</summary>
    public string TextOf(int glyph)
    {
        var start = Clusters[glyph];
        if (glyph > 0 && Clusters[glyph - 1] == start)
            return "";
        var next = glyph + 1;
        while (next < Glyphs.Length && Clusters[next] == start)
            next++;
        return Text[start..(next < Glyphs.Length ? Clusters[next] : Text.Length)];
    }
}
