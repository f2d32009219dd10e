using System.Runtime.InteropServices;
using HarfBuzzSharp;

namespace EvidenceVault.Pdf.Typography;

/// <summary>
/// Cuts a font down to the glyphs in use, keeping their numbers. HarfBuzzSharp has no managed API for it, but its native library
/// exports the functions; a test notices if a later version does not.
/// </summary>
internal static partial class FontSubset
{
    private const string Library = "libHarfBuzzSharp";
    private const uint NoHinting = 0x1;
    private const uint RetainGlyphIds = 0x2;
    private const int DropTables = 3;

    private static readonly string[] UnneededTables = ["GSUB", "GPOS", "GDEF", "name", "DSIG", "kern", "gasp", "meta", "post", "OS/2"];

    public static unsafe byte[] Create(FontFace face, IEnumerable<ushort> glyphs)
    {
        var input = hb_subset_input_create_or_fail();
        var kept = hb_subset_input_glyph_set(input);
        foreach (var glyph in glyphs)
            hb_set_add(kept, glyph);
        var dropped = hb_subset_input_set(input, DropTables);
        foreach (var table in UnneededTables)
            hb_set_add(dropped, Tag.Parse(table));
        hb_subset_input_set_flags(input, RetainGlyphIds | NoHinting);
        var subset = hb_subset_or_fail(face.Handle.Handle, input);
        hb_subset_input_destroy(input);
        if (subset == 0)
            throw new InvalidOperationException($"Font {face.PostScriptName} could not be subset.");
        var blob = hb_face_reference_blob(subset);
        uint length;
        var data = new ReadOnlySpan<byte>((void*)hb_blob_get_data(blob, &length), (int)length).ToArray();
        hb_blob_destroy(blob);
        hb_face_destroy(subset);
        return data;
    }

    [LibraryImport(Library)]
    private static partial nint hb_subset_input_create_or_fail();

    [LibraryImport(Library)]
    private static partial nint hb_subset_input_glyph_set(nint input);

    [LibraryImport(Library)]
    private static partial nint hb_subset_input_set(nint input, int kind);

    [LibraryImport(Library)]
    private static partial void hb_set_add(nint set, uint value);

    [LibraryImport(Library)]
    private static partial void hb_subset_input_set_flags(nint input, uint flags);

    [LibraryImport(Library)]
    private static partial nint hb_subset_or_fail(nint face, nint input);

    [LibraryImport(Library)]
    private static partial nint hb_face_reference_blob(nint face);

    [LibraryImport(Library)]
    private static unsafe partial nint hb_blob_get_data(nint blob, uint* length);

    [LibraryImport(Library)]
    private static partial void hb_blob_destroy(nint blob);

    [LibraryImport(Library)]
    private static partial void hb_face_destroy(nint face);

    [LibraryImport(Library)]
    private static partial void hb_subset_input_destroy(nint input);
}
