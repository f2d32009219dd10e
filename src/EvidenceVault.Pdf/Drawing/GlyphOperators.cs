using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>Writes shaped text as text-showing operators, keeping HarfBuzz's advances and shifts.</summary>
internal static class GlyphOperators
{
    /// <param name="operators">Where to write.</param>
    /// <param name="run">The text.</param>
    /// <param name="size">Its size in points.</param>
    /// <param name="x">Left end of the text.</param>
    /// <param name="y">Baseline, in points from the bottom of the page.</param>
    public static void Show(ByteBuffer operators, GlyphRun run, double size, double x, double y)
    {
        if (run.Offsets is not null)
            ShowShifted(operators, run, run.Offsets, size, x, y);
        else
            ShowInLine(operators, run, x, y);
    }

    private static void ShowInLine(ByteBuffer operators, GlyphRun run, double x, double y)
    {
        MoveTo(operators, x, y);
        operators.Raw("[<"u8);
        for (var i = 0; i < run.Glyphs.Length; i++)
        {
            operators.Hex(run.Glyphs[i]);
            var kerning = run.Face.NominalWidth(run.Glyphs[i]) - run.Advances[i];
            if (kerning != 0 && i < run.Glyphs.Length - 1)
                operators.Raw(">"u8).Number(kerning * 1000.0 / run.Face.UnitsPerEm).Raw("<"u8);
        }

        operators.Raw(">]TJ\n"u8);
    }

    private static void ShowShifted(ByteBuffer operators, GlyphRun run, (int X, int Y)[] offsets, double size, double x, double y)
    {
        var scale = size / run.Face.UnitsPerEm;
        for (var i = 0; i < run.Glyphs.Length; i++)
        {
            MoveTo(operators, x + offsets[i].X * scale, y + offsets[i].Y * scale);
            operators.Raw("<"u8).Hex(run.Glyphs[i]).Raw(">Tj\n"u8);
            x += run.Advances[i] * scale;
        }
    }

    private static void MoveTo(ByteBuffer operators, double x, double y) =>
        operators.Raw("1 0 0 1 "u8).Numbers(x, y).Raw("Tm "u8);
}
