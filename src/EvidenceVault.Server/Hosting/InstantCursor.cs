using System.Globalization;
using NodaTime;

namespace EvidenceVault.Server.Hosting;

/// <summary>Where a page ended of what is listed by an instant, then by an id.</summary>
public static class InstantCursor
{
    private const long MostMicros = 253_402_300_800_000_000;

    /// <summary>The place of an item. Its instant is kept in whole microseconds.</summary>
    public static string Write(Instant at, string id) => string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeTicks() / 10}.{id}");

    /// <summary>The place; null for one that somebody made up, which begins at the first page.</summary>
    public static (Instant At, string Id)? Read(string cursor)
    {
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var micros) && micros < MostMicros
            ? (Instant.FromUnixTimeTicks(micros * 10), cursor[(dot + 1)..])
            : null;
    }
}
