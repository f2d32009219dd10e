using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;

namespace EvidenceVault.Pdf.Typography;

/// <summary>A font file with the measures a PDF needs, in font units. Immutable, and shared by all documents and threads.</summary>
internal sealed class FontFace
{
    private readonly ushort[] _nominalWidths;

    public FontFace(byte[] woff)
    {
        Handle = new Face(ToBlob(Woff.Unpack(woff)), 0);
        UnitsPerEm = Handle.UnitsPerEm;
        var head = ReadTable("head");
        var horizontal = ReadTable("hhea");
        var metrics = ReadTable("OS/2");
        var post = ReadTable("post");
        BoundingBox = [Signed(head, 36), Signed(head, 38), Signed(head, 40), Signed(head, 42)];
        Ascender = Signed(horizontal, 4);
        Descender = Signed(horizontal, 6);
        Weight = Unsigned(metrics, 4);
        CapHeight = Signed(metrics, 88);
        ItalicAngle = Signed(post, 4);
        IsFixedPitch = BinaryPrimitives.ReadUInt32BigEndian(post.AsSpan(12)) != 0;
        PostScriptName = ReadPostScriptName(ReadTable("name"));
        _nominalWidths = ReadWidths(ReadTable("hmtx"), Unsigned(ReadTable("maxp"), 4), Unsigned(horizontal, 34));
    }

    public Face Handle { get; }

    public string PostScriptName { get; }

    public int UnitsPerEm { get; }

    public IReadOnlyList<int> BoundingBox { get; }

    public int Ascender { get; }

    public int Descender { get; }

    public int CapHeight { get; }

    public int Weight { get; }

    public int ItalicAngle { get; }

    public bool IsFixedPitch { get; }

    /// <summary>The advance of a glyph before kerning, in font units.</summary>
    public int NominalWidth(ushort glyph) => _nominalWidths[glyph];

    private byte[] ReadTable(string tag)
    {
        using var table = Handle.ReferenceTable(Tag.Parse(tag));
        return table.AsSpan().ToArray();
    }

    private static Blob ToBlob(byte[] data)
    {
        var memory = Marshal.AllocHGlobal(data.Length);
        Marshal.Copy(data, 0, memory, data.Length);
        return new Blob(memory, data.Length, MemoryMode.ReadOnly, () => Marshal.FreeHGlobal(memory));
    }

    private static ushort[] ReadWidths(byte[] metrics, int glyphs, int entries)
    {
        var widths = new ushort[glyphs];
        for (var glyph = 0; glyph < glyphs; glyph++)
            widths[glyph] = (ushort)Unsigned(metrics, 4 * Math.Min(glyph, entries - 1));
        return widths;
    }

    private static string ReadPostScriptName(byte[] names)
    {
        const int windows = 3;
        const int postScriptName = 6;
        var strings = Unsigned(names, 4);
        for (var record = 6; record < 6 + 12 * Unsigned(names, 2); record += 12)
        {
            if (Unsigned(names, record) == windows && Unsigned(names, record + 6) == postScriptName)
                return Encoding.BigEndianUnicode.GetString(names, strings + Unsigned(names, record + 10), Unsigned(names, record + 8));
        }

        throw new InvalidDataException("The font has no PostScript name.");
    }

    private static int Unsigned(byte[] table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table.AsSpan(at));

    private static int Signed(byte[] table, int at) => BinaryPrimitives.ReadInt16BigEndian(table.AsSpan(at));
}
