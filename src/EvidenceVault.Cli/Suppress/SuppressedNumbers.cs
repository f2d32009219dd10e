using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Cli.Import;

namespace EvidenceVault.Cli.Suppress;

/// <summary>Whom a principal's feed of suppressions says not to call, by hashes under the caller's own key.</summary>
public sealed class SuppressedNumbers
{
    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);
    private readonly byte[] _key;

    private SuppressedNumbers(byte[] key) => _key = key;

    /// <summary>Where the feed ended: what is acknowledged.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>How many entries name no number any more, because it was erased.</summary>
    public int Erased { get; private set; }

    public int Count => _hashes.Count;

    public bool Contains(string e164) => _hashes.Contains(Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(e164))));

    /// <summary>Follows the feed to its end.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="products">What is called about; null: whatever a suppression is limited to, it counts.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<SuppressedNumbers> Follow(VaultConnection vault, IReadOnlyList<string>? products, CancellationToken ct)
    {
        var key = await Get(vault, "suppressions/key", ct);
        var found = new SuppressedNumbers(Convert.FromBase64String(key.GetProperty("key").GetString()!));
        for (var more = true; more;)
        {
            var page = await Get(vault, $"suppressions?limit=10000{(found.Cursor.Length == 0 ? "" : $"&since={found.Cursor}")}", ct);
            foreach (var entry in page.GetProperty("items").EnumerateArray()) found.Add(entry, products);
            found.Cursor = page.GetProperty("next").GetString()!;
            more = page.GetProperty("more").GetBoolean();
        }

        return found;
    }

    // A correction lifts nothing: the no that it corrects stays in the feed, and here.
    private void Add(JsonElement entry, IReadOnlyList<string>? products)
    {
        if (entry.GetProperty("kind").GetString() == "corrected") return;
        if (products is not null && entry.GetProperty("products") is { ValueKind: JsonValueKind.Array } limited
            && !limited.EnumerateArray().Any(product => products.Contains(product.GetString()!, StringComparer.Ordinal))) return;
        if (entry.GetProperty("numberHash").GetString() is { } hash) _hashes.Add(hash);
        else Erased++;
    }

    private static async Task<JsonElement> Get(VaultConnection vault, string path, CancellationToken ct)
    {
        using var response = await vault.Send(() => new(HttpMethod.Get, path), ct);
        if (!response.IsSuccessStatusCode) throw new WrongCallException((await VaultProblem.Of(response, ct)).Detail);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(ct));
    }
}
