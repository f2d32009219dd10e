namespace EvidenceVault.Pdf.Typography;

/// <summary>Face, size and leading in points, and colour.</summary>
internal readonly record struct TextStyle(FontFace Face, double Size, double Leading, Rgb Color)
{
    /// <summary>The distance from the top of a line to its baseline, so that capitals stand in the middle of the line.</summary>
    public double Baseline => (Leading + Face.CapHeight * Size / Face.UnitsPerEm) / 2;
}
