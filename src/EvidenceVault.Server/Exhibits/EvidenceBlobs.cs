using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Server.Exhibits;

/// <summary>The blobs of exhibits and packs, each encrypted on this side with a key of its own (the Azure SDK's client-side encryption 2.0).</summary>
/// <remarks>Memory per transfer is a few regions of 4 MiB, however large the blob.</remarks>
public sealed class EvidenceBlobs(BlobContainerClient container)
{
    private const int Region = 4 << 20;
    private const int RegionOverhead = 12 + 16;
    private const string EncryptionMetadata = "encryptiondata";

    // One block at a time: with several, the SDK leaves some on their way when the content breaks off.
    private static readonly StorageTransferOptions Transfer = new() { InitialTransferSize = Region, MaximumTransferSize = Region, MaximumConcurrency = 1 };

    /// <summary>A name that says nothing.</summary>
    public static string NewName() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Creates the container where it is missing; never public.</summary>
    public Task CreateContainer(CancellationToken ct) => container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: ct);

    /// <summary>Asks whether the blob store answers and the container is there.</summary>
    /// <exception cref="BlobsUnavailableException">It does not.</exception>
    public Task Probe(CancellationToken ct) => Guarded(() => container.GetPropertiesAsync(cancellationToken: ct), ct);

    /// <summary>Puts a blob. Nothing is there unless this returns, or <paramref name="content"/> was read to its end.</summary>
    /// <param name="name">A name from <see cref="NewName"/>, used once.</param>
    /// <param name="key">The 32-byte key of what it belongs to.</param>
    /// <param name="content">The plain content. What it throws comes out as it is, and then nothing is committed.</param>
    /// <param name="ct">Cancels; what was sent so far is not committed.</param>
    /// <param name="length">How many bytes it has at most, where that is known. A small blob then takes one request instead of two.</param>
    /// <exception cref="BlobsUnavailableException">The store failed; whether the blob is there is unknown.</exception>
    public async Task Put(string name, byte[] key, Stream content, CancellationToken ct, long length = long.MaxValue)
    {
        if (length > Region)
        {
            await Upload(name, key, content, ct);
            return;
        }

        // Of a stream whose length it cannot ask for, the SDK stages even a single block and commits it in a second request.
        var buffer = ArrayPool<byte>.Shared.Rent((int)length + 1);
        try
        {
            var count = await content.ReadAtLeastAsync(buffer.AsMemory(0, (int)length + 1), (int)length + 1, throwOnEndOfStream: false, ct);
            if (count > length) throw new InvalidOperationException("The content is longer than was said.");
            using var whole = new MemoryStream(buffer, 0, count, writable: false);
            await Upload(name, key, whole, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Opens a part of a blob, decrypted and authenticated as it is read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="key">The key it was put with.</param>
    /// <param name="length">The length of its whole content: what is stored must be of that length.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="count">How many bytes.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BlobDamagedException">It is not what was put; the stream throws this too.</exception>
    /// <exception cref="BlobsUnavailableException">The store failed; the stream throws this too.</exception>
    public async Task<Stream> Open(string name, byte[] key, long length, long from, long count, CancellationToken ct)
    {
        var properties = (await Guarded(() => container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: ct), ct)).Value;
        if (properties.ContentLength != SealedLength(length)) throw new BlobDamagedException("The blob is of another length.");
        MustBeSealed(properties.Metadata);
        if (count == 0) return Stream.Null;
        var options = new BlobDownloadOptions { Conditions = new() { IfMatch = properties.ETag } };
        if (count < length) options.Range = new(from, count);
        var download = (await Guarded(() => Sealed(name, key).DownloadStreamingAsync(options, ct), ct)).Value;
        // The SDK hands out a blob without this metadata as it stands.
        MustBeSealed(download.Details.Metadata);
        return new OpenedBlobStream(download.Content, count);
    }

    /// <summary>Deletes a blob and its snapshots. That there is none is no error.</summary>
    public Task Delete(string name, CancellationToken ct) =>
        Guarded(() => container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: ct), ct);

    /// <summary>Deletes a blob for good, with all snapshots and versions, and proves that it is absent. Can be repeated.</summary>
    /// <exception cref="BlobsUnavailableException">The store failed, or still has it; what was deleted is unknown.</exception>
    public Task<IReadOnlyList<StorageAnswer>> Destroy(string name, CancellationToken ct) => Guarded(async () =>
    {
        var answers = new List<StorageAnswer>();
        var blob = container.GetBlobClient(name);
        answers.Add(await Answer(DeletionStep.Delete, () => blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: ct)));
        await foreach (var version in container.GetBlobsAsync(new GetBlobsOptions { Prefix = name, States = BlobStates.Version | BlobStates.Snapshots }, ct))
            if (version.Name == name && version.VersionId is { } id)
                answers.Add(await Answer(DeletionStep.DeleteVersion, () => blob.WithVersion(id).DeleteAsync(cancellationToken: ct)));
        answers.Add(await Answer(DeletionStep.ReadBack, async () => (await blob.GetPropertiesAsync(cancellationToken: ct)).GetRawResponse()));
        return answers[^1].Status == StatusCodes.Status404NotFound
            ? (IReadOnlyList<StorageAnswer>)answers
            : throw new BlobsUnavailableException($"The blob store still has a blob that it was told to delete: it answered {answers[^1].Status}.");
    }, ct);

    /// <summary>For how many days the account keeps what is deleted; null: it keeps nothing.</summary>
    public Task<int?> SoftDeleteDays(CancellationToken ct) => Guarded(async () =>
        (await container.GetParentBlobServiceClient().GetPropertiesAsync(ct)).Value.DeleteRetentionPolicy is { Enabled: true } policy ? policy.Days : null, ct);

    // That the blob is not there is the answer that is wanted; a container that is not there says nothing of it.
    private static async Task<StorageAnswer> Answer(DeletionStep step, Func<Task<Response>> request)
    {
        try
        {
            var response = await request();
            return new(step, response.Status, response.Headers.RequestId);
        }
        catch (RequestFailedException e) when (e is { Status: StatusCodes.Status404NotFound, ErrorCode: "BlobNotFound" })
        {
            return new(step, e.Status, e.GetRawResponse()?.Headers.RequestId);
        }
    }

    /// <summary>Removes whatever an upload that failed has left, blocks never committed included.</summary>
    public async Task Discard(string name, CancellationToken ct)
    {
        // Putting an empty blob over them is what makes a store drop uncommitted blocks at once; else they stay for a week.
        await Guarded(() => container.GetBlobClient(name).UploadAsync(BinaryData.Empty, overwrite: true, ct), ct);
        await Delete(name, ct);
    }

    private Task<Response<BlobContentInfo>> Upload(string name, byte[] key, Stream content, CancellationToken ct) =>
        Guarded(() => Sealed(name, key).UploadAsync(content, new BlobUploadOptions { TransferOptions = Transfer }, ct), ct);

    private BlobClient Sealed(string name, byte[] key) => container.GetBlobClient(name).WithClientSideEncryptionOptions(new(ClientSideEncryptionVersion.V2_0)
    {
        KeyEncryptionKey = new ContentKeyWrap(key, name),
        KeyWrapAlgorithm = ContentKeyWrap.Algorithm,
    });

    private static long SealedLength(long length) => length + ((length + Region - 1) / Region * RegionOverhead);

    private static void MustBeSealed(IDictionary<string, string> metadata)
    {
        try
        {
            if (metadata.TryGetValue(EncryptionMetadata, out var json)
                && JsonElement.Parse(json).GetProperty("EncryptionAgent").GetProperty("Protocol").GetString() == "2.0") return;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BlobDamagedException("The blob's encryption metadata cannot be read.", e);
        }

        throw new BlobDamagedException("The blob is not encrypted as the vault does.");
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> request, CancellationToken ct)
    {
        try
        {
            return await request();
        }
        catch (Exception e) when (BlobTrouble.From(e, ct) is { } trouble)
        {
            throw trouble;
        }
    }
}
