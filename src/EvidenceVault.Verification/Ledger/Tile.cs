using System.Globalization;
using System.Text.RegularExpressions;

namespace EvidenceVault.Verification.Ledger;

/// <summary>Where a tile of a tree stands: C2SP <c>tlog-tiles</c>, tiles of height 8.</summary>
/// <param name="Level">0: the hashes of leaves. Above: each hash is the root of a full tile of the level below.</param>
/// <param name="Number">Its place within the level, from 0.</param>
/// <param name="Width">How many hashes it has: 256, or less for the last one of a level.</param>
public readonly partial record struct TilePlace(int Level, long Number, int Width)
{
    /// <summary>The hashes of a full tile.</summary>
    public const int Full = 256;

    /// <summary>Its path: <c>tile/L/N</c>, or <c>tile/L/N.p/W</c> for one that is not full.</summary>
    public string Path => Format(Level.ToString(CultureInfo.InvariantCulture), Number, Width);

    /// <summary>The path of the leaves that a tile of level 0 has the hashes of.</summary>
    public static string EntriesPath(long number, int width) => Format("entries", number, width);

    /// <summary>Reads what follows <c>tile/L/</c>; null where it is no well-formed number and width.</summary>
    public static (long Number, int Width)? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        long number = 0;
        foreach (var group in match.Groups["n"].Value.Split('/')) number = (number * 1000) + int.Parse(group.AsSpan(group.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var width = match.Groups["w"] is { Success: true } w ? int.Parse(w.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : Full;
        // One tile has one path: a group too many is none.
        return width <= Full && Format("", number, width)["tile//".Length..] == text && (width < Full || !match.Groups["w"].Success) ? (number, width) : null;
    }

    /// <summary>The tiles at the right edge of a tree that are not full, lowest first: all that appending needs to know.</summary>
    public static IEnumerable<TilePlace> RightEdge(long size)
    {
        for (var level = 0; size > 0; level++, size /= Full)
            if (size % Full != 0) yield return new(level, size / Full, (int)(size % Full));
    }

    private static string Format(string level, long number, int width)
    {
        var path = (number % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = number / 1000; rest > 0; rest /= 1000) path = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{path}");
        return width == Full ? $"tile/{level}/{path}" : string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{path}.p/{width}");
    }

    [GeneratedRegex(@"\A(?<n>(x[0-9]{3}/){0,5}[0-9]{3})(\.p/(?<w>[1-9][0-9]{0,2}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

/// <summary>A tile: consecutive hashes of one level.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Number">Its place within the level.</param>
/// <param name="Hashes">The hashes, 32 bytes each.</param>
public sealed record Tile(int Level, long Number, byte[] Hashes);
