using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>The fonts of one document, with its shapers.</summary>
internal sealed class FontResources(PdfObjectWriter writer) : IDisposable
{
    private readonly Dictionary<FontFace, (Shaper Shaper, FontResource Resource)> _fonts = new(ReferenceEqualityComparer.Instance);
    private readonly List<FontResource> _used = [];

    /// <summary>The object that holds the dictionary of fonts, shared by all pages.</summary>
    public int DictionaryId { get; } = writer.Reserve();

    /// <summary>Shapes cleaned text.</summary>
    public GlyphRun Shape(FontFace face, string text) => Of(face).Shaper.Shape(text);

    /// <summary>Notes that a run is drawn.</summary>
    /// <param name="run">The run.</param>
    /// <param name="actualText">What it says, where its glyphs alone would not tell.</param>
    /// <returns>The font to draw it with.</returns>
    public FontResource Use(GlyphRun run, out string? actualText)
    {
        var resource = Of(run.Face).Resource;
        if (!_used.Contains(resource))
            _used.Add(resource);
        var isReadable = resource.Use(run);
        actualText = run.Original ?? (isReadable ? null : run.Text);
        return resource;
    }

    public void Finish()
    {
        foreach (var font in _used)
            font.Write(writer);
        writer.Write("<<" + string.Concat(_used.Select(font => $"/{font.Name} {font.Id} 0 R")) + ">>", DictionaryId);
    }

    public void Dispose()
    {
        foreach (var (shaper, _) in _fonts.Values)
            shaper.Dispose();
    }

    private (Shaper Shaper, FontResource Resource) Of(FontFace face)
    {
        if (!_fonts.TryGetValue(face, out var font))
            _fonts[face] = font = (new Shaper(face), new FontResource(face, writer.Reserve(), $"F{_fonts.Count}"));
        return font;
    }
}
