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
    /// <returns>Null: the pack's key was destroyed.</returns>
    public async Task<KeptPack?> Keep(string principal, string pack, byte[] content, CancellationToken ct)
    {
        using var stream = new MemoryStream(content, writable: false);
        return await Keep(principal, pack, stream, content.LongLength, Convert.ToHexStringLower(SHA256.HashData(content)), ct);
    }

    /// <summary>The same with a file that is not in memory.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="pack">The pack, under whose key it is kept.</param>
    /// <param name="content">The file, from its beginning.</param>
    /// <param name="size">Its length.</param>
    /// <param name="sha256">Its SHA-256.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null: the pack's key was destroyed.</returns>
    public async Task<KeptPack?> Keep(string principal, string pack, Stream content, long size, string sha256, CancellationToken ct)
    {
        if (await keys.OfPack(await keys.OfPrincipal(principal, ct), pack, make: true, ct) is not { } key) return null;
        var kept = new KeptPack(await uploads.Begin(principal, $"pack:{pack}", ct), size, sha256, uploads);
        try
        {
            await blobs.Put(kept.Blob, key, content, ct);
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
    public async Task<byte[]?> Open(string principal, string pack, PackStored file, CancellationToken ct)
    {
        if (await keys.OfPack(await keys.OfPrincipal(principal, ct), pack, make: false, ct) is not { } key) return null;
        var content = new byte[file.Size];
        await using var stream = await blobs.Open(file.Blob, key, file.Size, 0, file.Size, ct);
        await stream.ReadExactlyAsync(content, ct);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256 ? content : throw new BlobDamagedException("The pack has another hash.");
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
