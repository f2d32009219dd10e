using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Writing;

/// <summary>A font as one document uses it: which glyphs, and what text each stands for.</summary>
internal sealed class FontResource(FontFace face, int id, string name)
{
    private const int RunsRemembered = 50_000;

    private readonly SortedDictionary<ushort, string> _used = [];
    private readonly Dictionary<GlyphRun, bool> _seen = new(ReferenceEqualityComparer.Instance);

    public FontFace Face => face;

    public int Id => id;

    /// <summary>The name of the font in content streams.</summary>
    public string Name => name;

    /// <summary>Notes the glyphs of a run.</summary>
    /// <returns>Whether the text can be read back from the glyphs alone.</returns>
    public bool Use(GlyphRun run)
    {
        if (_seen.TryGetValue(run, out var readable))
            return readable;
        readable = true;
        for (var i = 0; i < run.Glyphs.Length; i++)
        {
            var text = run.TextOf(i);
            if (_used.TryAdd(run.Glyphs[i], text))
                continue;
            readable &= _used[run.Glyphs[i]] == text;
        }

        if (_seen.Count == RunsRemembered)
            _seen.Clear();
        _seen[run] = readable;
        return readable;
    }

    public void Write(PdfObjectWriter writer)
    {
        var postScriptName = $"{SubsetTag()}+{face.PostScriptName}";
        var descriptor = writer.Write(Descriptor(postScriptName, WriteProgram(writer)));
        var descendant = writer.Write(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{postScriptName}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + $"/CIDToGIDMap/Identity/DW 0/W {Widths()}/FontDescriptor {descriptor} 0 R>>");
        var toUnicode = writer.WriteStream("", Encoding.ASCII.GetBytes(ToUnicodeMap.Create(_used)));
        writer.Write(
            $"<</Type/Font/Subtype/Type0/BaseFont/{postScriptName}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {toUnicode} 0 R>>",
            id);
    }

    private int WriteProgram(PdfObjectWriter writer)
    {
        var program = FontSubset.Create(face, _used.Keys);
        return writer.WriteStream($"/Length1 {program.Length}", program);
    }

    private string Descriptor(string postScriptName, int program)
    {
        const int symbolic = 4;
        var flags = symbolic | (face.IsFixedPitch ? 1 : 0) | (face.ItalicAngle != 0 ? 64 : 0);
        return $"<</Type/FontDescriptor/FontName/{postScriptName}/Flags {flags}"
            + $"/FontBBox[{string.Join(' ', face.BoundingBox.Select(Scaled))}]/ItalicAngle {face.ItalicAngle}"
            + $"/Ascent {Scaled(face.Ascender)}/Descent {Scaled(face.Descender)}/CapHeight {Scaled(face.CapHeight)}"
            + $"/StemV {50 + face.Weight / 10}/FontFile2 {program} 0 R>>";
    }

    private string Widths()
    {
        var widths = new StringBuilder("[");
        var previous = -2;
        foreach (var glyph in _used.Keys)
        {
            if (glyph != previous + 1)
                widths.Append(previous < 0 ? "" : "]").Append(glyph).Append('[');
            else
                widths.Append(' ');
            widths.Append(Scaled(face.NominalWidth(glyph)));
            previous = glyph;
        }

        return widths.Append("]]").ToString();
    }

    private int Scaled(int units) => (int)Math.Round(units * 1000.0 / face.UnitsPerEm, MidpointRounding.AwayFromZero);

    private string SubsetTag()
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(face.PostScriptName + string.Join(',', _used.Keys)));
        return new string([.. digest.Take(6).Select(value => (char)('A' + value % 26))]);
    }
}
