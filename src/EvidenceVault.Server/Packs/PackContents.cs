using System.Security.Cryptography;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Packs;

/// <summary>Keeps and opens the files of packs, each encrypted with a key of its own.</summary>
public sealed class PackContents(KeyStore keys, EvidenceBlobs blobs, Uploads uploads)
{
    /// <summary>Begins keeping a file: nothing is kept unless <see cref="KeptPack.Cite"/> is called and the transaction commits.</summary>
    public async Task<KeptPack> Keep(string principal, string pack, byte[] content, CancellationToken ct)
    {
        var key = await keys.OfPack(await keys.OfPrincipal(principal, ct), pack, make: true, ct) ?? throw new InvalidOperationException("A key just made is gone.");
        var kept = new KeptPack(await uploads.Begin(principal, $"pack:{pack}", ct), content.LongLength, Convert.ToHexStringLower(SHA256.HashData(content)), uploads);
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            await blobs.Put(kept.Blob, key, stream, ct);
            return kept;
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
    }

    /// <summary>The whole file; null where its key was destroyed.</summary>
    /// <exception cref="BlobDamagedException">It is not what was kept.</exception>
    public async Task<byte[]?> Open(string principal, PackMade made, CancellationToken ct)
    {
        if (await keys.OfPack(await keys.OfPrincipal(principal, ct), made.Pack, make: false, ct) is not { } key) return null;
        var content = new byte[made.Size];
        await using var stream = await blobs.Open(made.Blob, key, made.Size, 0, made.Size, ct);
        await stream.ReadExactlyAsync(content, ct);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == made.Sha256 ? content : throw new BlobDamagedException("The pack has another hash.");
    }
}

/// <summary>A file that lies in the blob store and that nothing cites yet. Disposing of it removes it unless it is cited by then.</summary>
public sealed class KeptPack(string blob, long size, string sha256, Uploads uploads) : IAsyncDisposable
{
    public string Blob => blob;

    public long Size => size;

    public string Sha256 => sha256;

    /// <summary>Says that the transaction commits an event that cites the file.</summary>
    public async Task Cite(Npgsql.NpgsqlTransaction transaction, CancellationToken ct)
    {
        if (!await Uploads.End(transaction, blob, ct)) throw new BlobsUnavailableException("The upload took too long and was swept.");
    }

    // Where the transaction committed, the upload's row is gone, and so this finds nothing to remove.
    public async ValueTask DisposeAsync() => await uploads.Abandon(blob);
}
