using System.Globalization;
using System.Text;

namespace EvidenceVault.Pdf.Writing;

/// <summary>The map from glyphs back to text, made from what was shaped, so that ligatures and marks can be searched and copied.</summary>
internal static class ToUnicodeMap
{
    private const int LinesPerBlock = 100;

    public static string Create(IEnumerable<KeyValuePair<ushort, string>> glyphs)
    {
        var map = new StringBuilder(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
            /CMapName/Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000><FFFF>
            endcodespacerange

            """);
        foreach (var block in glyphs.Where(glyph => glyph.Value.Length > 0).Chunk(LinesPerBlock))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (glyph, text) in block)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}><{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n").ToString();
    }
}
