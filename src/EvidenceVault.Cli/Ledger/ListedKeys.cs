using System.Text.Json;
using System.Text.Json.Serialization;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>The keys of a ledger with their dates, as <c>GET /ledger/key</c> writes them, and an export and a pack have them.</summary>
/// <param name="Origin">Which ledger.</param>
/// <param name="Keys">The keys.</param>
public sealed record ListedKeys(string Origin, IReadOnlyList<ListedKey> Keys)
{
    /// <summary>Reads them.</summary>
    /// <param name="json">The JSON, UTF-8.</param>
    /// <param name="what">What it is, for whoever is told that it is none.</param>
    /// <exception cref="FormatException">It is no such list.</exception>
    public static ListedKeys Read(ReadOnlyMemory<byte> json, string what)
    {
        try
        {
            if (JsonSerializer.Deserialize<ListedKeys>(json.Span, JsonSerializerOptions.Web) is { Origin: not null, Keys: { } keys } listed && keys.All(k => k is { Key: not null }))
            {
                foreach (var key in keys) _ = key.Dated;
                return listed;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new FormatException($"{what} is none, as GET /ledger/key writes it.");
    }
}

/// <summary>A key with the time in which it was in use.</summary>
/// <param name="Key">The key, as others write it.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when; null: it is in use.</param>
public sealed record ListedKey(string Key, DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>It, to be held against times.</summary>
    /// <exception cref="FormatException">It is no key.</exception>
    [JsonIgnore]
    public DatedKey Dated => new(NoteKey.Parse(Key), From.UtcDateTime, Until?.UtcDateTime ?? DateTime.MaxValue);
}
