using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>A ZIP file on its way out: nothing of it is held, however large it is. It ends with a list of what is in it, with hashes.</summary>
public sealed class ExportArchive : IAsyncDisposable
{
    private const int BufferSize = 128 << 10;

    /// <summary>JSON that people may read too.</summary>
    private static readonly JsonSerializerOptions Indented = new(VaultJson.Answers) { WriteIndented = true };

    private readonly ZipArchive _zip;
    private readonly HeldWritesStream _to;
    private readonly DateTimeOffset _at;
    private readonly List<ArchivedFile> _written = [];

    private ExportArchive(ZipArchive zip, HeldWritesStream to, Instant at) => (_zip, _to, _at) = (zip, to, at.ToDateTimeOffset());

    public static async Task<ExportArchive> Begin(Stream to, Instant at, CancellationToken ct)
    {
        var held = new HeldWritesStream(to);
        return new(await ZipArchive.CreateAsync(held, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct), held, at);
    }

    public Task AddText(string path, string text, CancellationToken ct) => AddBytes(path, Encoding.UTF8.GetBytes(text), ct);

    public Task AddJson<T>(string path, T value, CancellationToken ct) => AddBytes(path, JsonSerializer.SerializeToUtf8Bytes(value, Indented), ct);

    /// <summary>Adds the content of an exhibit.</summary>
    /// <exception cref="BlobDamagedException">It is not what was stored.</exception>
    public async Task AddContent(string path, Stream content, string sha256, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var size = 0L;
        try
        {
            // Recordings are compressed already.
            await using var entry = await Entry(path, CompressionLevel.NoCompression).OpenAsync(ct);
            int read;
            while ((read = await content.ReadAsync(buffer, ct)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
                size += read;
                await entry.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256) throw new BlobDamagedException("The content has another hash.");
        _written.Add(new(path, size, sha256));
    }

    /// <summary>Adds the list of what is in it: the last file.</summary>
    public Task AddContents(CancellationToken ct) => AddJson("contents.json", _written.ToList(), ct);

    /// <summary>Writes its end, which makes it a whole file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _to.FlushAsync(CancellationToken.None);
    }

    private async Task AddBytes(string path, byte[] bytes, CancellationToken ct)
    {
        await using (var entry = await Entry(path, CompressionLevel.Optimal).OpenAsync(ct)) await entry.WriteAsync(bytes, ct);
        await _to.FlushAsync(ct);
        _written.Add(new(path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    private ZipArchiveEntry Entry(string path, CompressionLevel level)
    {
        var entry = _zip.CreateEntry(path, level);
        entry.LastWriteTime = _at;
        return entry;
    }

    private sealed record ArchivedFile(string Path, long Size, string Sha256);
}
