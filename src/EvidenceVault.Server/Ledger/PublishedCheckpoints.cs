using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Ledger;

/// <summary>Keeps checkpoints outside the database, and compares: so that a database which was restored from a backup, or changed, is noticed.</summary>
public sealed class PublishedCheckpoints(BlobContainerClient evidence, LedgerReader reader, LedgerIncidents incidents, LedgerDatabase database)
{
    private const string Latest = "latest";

    // One of its own, which others may look after than those of the database.
    private readonly BlobContainerClient _container = evidence.GetParentBlobServiceClient().GetBlobContainerClient($"{evidence.Name}-ledger");

    private BlobClient Blob => _container.GetBlobClient(Latest);

    /// <summary>Creates the container where it is missing.</summary>
    public Task CreateContainer(CancellationToken ct) => _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: ct);

    /// <summary>Compares the database with what was published last, and publishes what it has now.</summary>
    /// <returns>Whether the database holds all that was published, as it was.</returns>
    public async Task<bool> CompareAndPublish(CancellationToken ct)
    {
        var (published, tag) = await Read(ct);
        if (await reader.Latest(ct) is not { } now) return false;
        var known = published is null || await Holds(Checkpoint.Parse(published.Text), now, ct);
        if (!known || (published is not null && published.ToString() == now.Note)) return known;
        await Publish(now, tag, ct);
        return true;
    }

    private async Task<bool> Holds(Checkpoint published, StoredCheckpoint now, CancellationToken ct)
    {
        if (published.Origin != Checkpoint.Parse(SignedNote.Parse(now.Note).Text).Origin)
            return await Unlike(LedgerIncidents.Forked, $"another ledger was published to this storage, with {published.Size} leaves", ct);
        if (published.Size > now.Size) return await Unlike(LedgerIncidents.Rewound, $"{now.Size} leaves, after {published.Size} were published", ct);
        var root = await reader.FromTiles(tiles => tiles.Root(published.Size), ct);
        return root.AsSpan().SequenceEqual(published.Root) || await Unlike(LedgerIncidents.Forked, $"another root over {published.Size} leaves than was published", ct);
    }

    // Once acknowledged it is known, and what the database has is published from then on. What was published before stays under its own name.
    private async Task<bool> Unlike(string kind, string subject, CancellationToken ct)
    {
        await using var look = database.Query("select acknowledged_at is not null from vault.ledger_incident where kind = $1 and subject = $2", kind, subject);
        if (await look.ExecuteScalarAsync(ct) is true) return true;
        await incidents.Found(kind, subject, ct);
        return false;
    }

    private async Task<(SignedNote? Note, ETag? Tag)> Read(CancellationToken ct)
    {
        try
        {
            var blob = (await Blob.DownloadContentAsync(ct)).Value;
            return (SignedNote.Parse(blob.Content.ToString()), blob.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == StatusCodes.Status404NotFound && e.ErrorCode == "BlobNotFound")
        {
            return (null, null);
        }
    }

    private async Task Publish(StoredCheckpoint now, ETag? tag, CancellationToken ct)
    {
        // One a day stays for good.
        var day = now.SignedAt.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
        var note = Encoding.UTF8.GetBytes(now.Note);
        await _container.GetBlobClient($"days/{day}").UploadAsync(new BinaryData(note), overwrite: true, ct);
        try
        {
            var conditions = tag is { } seen ? new BlobRequestConditions { IfMatch = seen } : new BlobRequestConditions { IfNoneMatch = ETag.All };
            await Blob.UploadAsync(new BinaryData(note), new BlobUploadOptions { Conditions = conditions }, ct);
        }
        catch (RequestFailedException e) when (e.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status409Conflict)
        {
            // Another server published meanwhile; the next round compares with that.
        }
    }
}
