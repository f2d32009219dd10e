using System.Text;
using HarfBuzzSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace EvidenceVault.Pdf.Typography;

/// <summary>Turns text into glyphs, with kerning and ligatures. Each document has its own; not for use by two threads at once.</summary>
internal sealed class Shaper(FontFace face) : IDisposable
{
    private const int CacheCapacity = 16_384;
    private const int LongestCached = 48;

    /// <summary>The sign for a character that cannot be shown; all faces have it.</summary>
    private const char Replacement = '\uFFFD';

    private static readonly Feature[] Features = [new(Tag.Parse("kern"), 1), new(Tag.Parse("liga"), 1)];

    private readonly Font _font = Open(face);
    private readonly Buffer _buffer = new() { ClusterLevel = ClusterLevel.MonotoneCharacters };
    private readonly Dictionary<string, GlyphRun> _cache = new(StringComparer.Ordinal);

    public GlyphRun Shape(string text)
    {
        if (_cache.TryGetValue(text, out var cached))
            return cached;
        var run = ShapeReplacingMissing(text);
        if (text.Length <= LongestCached)
        {
            if (_cache.Count == CacheCapacity)
                _cache.Clear();
            _cache[text] = run;
        }

        return run;
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _font.Dispose();
    }

    private static Font Open(FontFace face)
    {
        var font = new Font(face.Handle);
        font.SetScale(face.UnitsPerEm, face.UnitsPerEm);
        font.SetFunctionsOpenType();
        return font;
    }

    private GlyphRun ShapeReplacingMissing(string text)
    {
        var run = ShapeOnce(text);
        if (Array.IndexOf(run.Glyphs, (ushort)0) < 0)
            return run;
        return ShapeOnce(ReplaceMissing(run)) with { Original = text };
    }

    private static string ReplaceMissing(GlyphRun run)
    {
        var shown = new StringBuilder(run.Text.Length);
        for (var first = 0; first < run.Glyphs.Length;)
        {
            var next = first + 1;
            while (next < run.Glyphs.Length && run.Clusters[next] == run.Clusters[first])
                next++;
            if (run.Glyphs.AsSpan(first, next - first).Contains((ushort)0))
                shown.Append(Replacement);
            else
                shown.Append(run.TextOf(first));
            first = next;
        }

        return shown.ToString();
    }

    private GlyphRun ShapeOnce(string text)
    {
        _buffer.Reset();
        _buffer.ClusterLevel = ClusterLevel.MonotoneCharacters;
        _buffer.AddUtf16(text);
        _buffer.GuessSegmentProperties();
        _buffer.Direction = Direction.LeftToRight;
        _font.Shape(_buffer, Features);
        return Read(text);
    }

    private GlyphRun Read(string text)
    {
        var infos = _buffer.GetGlyphInfoSpan();
        var positions = _buffer.GetGlyphPositionSpan();
        var glyphs = new ushort[infos.Length];
        var advances = new int[infos.Length];
        var clusters = new int[infos.Length];
        var offsets = new (int X, int Y)[infos.Length];
        var shifted = false;
        for (var i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            advances[i] = positions[i].XAdvance;
            clusters[i] = (int)infos[i].Cluster;
            offsets[i] = (positions[i].XOffset, positions[i].YOffset);
            shifted |= offsets[i] != default;
        }

        return new GlyphRun(face, text)
        {
            Glyphs = glyphs,
            Advances = advances,
            Clusters = clusters,
            Offsets = shifted ? offsets : null,
            Width = advances.Sum(),
        };
    }
}
