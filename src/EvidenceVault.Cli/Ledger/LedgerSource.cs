using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>A ledger in the layout of C2SP <c>tlog-tiles</c>, wherever it lies.</summary>
public abstract class LedgerSource : IDisposable
{
    /// <summary>The ledger at an address, or in a folder that <c>vault ledger export</c> wrote.</summary>
    /// <exception cref="Import.WrongCallException">It is neither.</exception>
    public static LedgerSource Of(string? subject) =>
        subject is not null && Directory.Exists(subject) ? new LedgerFolder(subject) : new RemoteLedger(subject);

    /// <summary>A file of it; null: it has no such file.</summary>
    public abstract Task<byte[]?> Read(string path, CancellationToken ct);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The latest checkpoint, as it is signed.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public async Task<string> Checkpoint(CancellationToken ct) => System.Text.Encoding.UTF8.GetString(await Read("checkpoint", ct) ?? throw new IOException("There is no checkpoint."));

    /// <summary>The hashes of a tile; null: they are not there, or not as many.</summary>
    public async Task<byte[]?> Tile(TilePlace place, CancellationToken ct) => await Read(place.Path, ct) is { } hashes && hashes.Length == place.Width * MerkleHash.Size ? hashes : null;

    /// <summary>That one state is the beginning of a later one, from the tiles; null: a tile is missing that must be there, which is no outage.</summary>
    public Task<IReadOnlyList<byte[]>?> Consistency(Checkpoint before, Checkpoint now, CancellationToken ct) => FromTiles(tiles => tiles.Consistency(before.Size, now.Size), ct);

    /// <summary>The root at a size, from the tiles; null: a tile is missing.</summary>
    public Task<byte[]?> Root(long size, CancellationToken ct) => FromTiles(tiles => tiles.Root(size), ct);

    private async Task<T?> FromTiles<T>(Func<ProofMaker, T> make, CancellationToken ct)
        where T : class
    {
        var tiles = new Dictionary<TilePlace, byte[]>();
        foreach (var place in ProofMaker.TilesOf(make))
        {
            if (await Tile(place, ct) is not { } hashes) return null;
            tiles[place] = hashes;
        }

        return make(new ProofMaker(place => tiles[place]));
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
