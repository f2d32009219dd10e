using System.Net;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>A ledger as a vault shows it to everybody.</summary>
public sealed class RemoteLedger : IDisposable
{
    private const int LargestAnswer = 1 << 20;

    private readonly HttpClient _client;

    /// <summary>The ledger of the vault at an address.</summary>
    /// <exception cref="Import.WrongCallException">It is no address.</exception>
    public RemoteLedger(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var vault) || vault.Scheme is not ("http" or "https")) throw new Import.WrongCallException("The vault's address is wanted.");
        _client = new HttpClient { BaseAddress = vault, Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LargestAnswer };
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The latest checkpoint, as it is signed.</summary>
    public Task<string> Checkpoint(CancellationToken ct) => _client.GetStringAsync(new Uri("/ledger/checkpoint", UriKind.Relative), ct);

    /// <summary>That one state is the beginning of a later one, from the tiles; null: the vault lacks a tile that it says it signed over, which is no outage.</summary>
    public async Task<IReadOnlyList<byte[]>?> Consistency(Checkpoint before, Checkpoint now, CancellationToken ct)
    {
        var needed = new HashSet<TilePlace>();
        var nothing = new byte[TilePlace.Full * MerkleHash.Size];
        new ProofMaker(place =>
        {
            needed.Add(place);
            return nothing;
        }).Consistency(before.Size, now.Size);
        var tiles = new Dictionary<TilePlace, byte[]>();
        foreach (var place in needed)
        {
            if (await Tile(place, ct) is not { } hashes) return null;
            tiles[place] = hashes;
        }

        return new ProofMaker(place => tiles[place]).Consistency(before.Size, now.Size);
    }

    /// <summary>The hashes of a tile; null: the vault does not have it.</summary>
    public async Task<byte[]?> Tile(TilePlace place, CancellationToken ct)
    {
        using var answer = await _client.GetAsync(new Uri($"/ledger/{place.Path}", UriKind.Relative), ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        var hashes = await answer.Content.ReadAsByteArrayAsync(ct);
        return hashes.Length == place.Width * MerkleHash.Size ? hashes : null;
    }

    /// <summary>Hands in a checkpoint with a cosignature; how it was answered.</summary>
    public async Task<HttpStatusCode> HandIn(SignedNote cosigned, CancellationToken ct)
    {
        using var content = new StringContent(cosigned.ToString());
        using var answer = await _client.PostAsync(new Uri("/ledger/cosignatures", UriKind.Relative), content, ct);
        return answer.StatusCode;
    }
}
