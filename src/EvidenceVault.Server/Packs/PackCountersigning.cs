using EvidenceVault.Domain.Packs;
using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Packs.Sealing;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Packs;

/// <summary>Countersigns packs: signs behind the end of the file, keeps that as a file of its own, and records it once. Until that is committed, nothing has changed.</summary>
public sealed class PackCountersigning(
    VaultDatabase database, PackStreams streams, PackContents contents, Uploads uploads, KeyStore keys, SealTimestamps timestamps, EventNames names, IClock clock)
{
    private const string Reason = "Countersignature";

    /// <summary>Countersigns one, unless somebody else just did.</summary>
    /// <returns>The pack as it stands then; null: it was deleted meanwhile, or the person it is about is being erased.</returns>
    /// <exception cref="NotStampedException">The authority gave no timestamp.</exception>
    /// <exception cref="BlobDamagedException">The file is not what was kept.</exception>
    /// <exception cref="BlobsUnavailableException">The storage failed.</exception>
    public async Task<Pack?> Sign(string principal, Pack pack, PackSeal signer, Caller caller, bool withoutTimestamp, CancellationToken ct)
    {
        if (await contents.Open(principal, pack.Id, pack.File!, ct) is not { } content) return null;
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var (signed, slot) = Countersigned(content, signer, now, timestamps.Capacity);
        Instant? timestampedAt = timestamps.Authority is null || withoutTimestamp ? null : await timestamps.Stamp(signed, slot, ct);
        if (await contents.Keep(principal, pack.Id, signed, ct) is not { } keeping) return null;
        await using var kept = keeping;
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Under the lane's lock, until it is recorded: whoever erases the person finds the new file, or is found here.
        if (pack.Requested.Consumer is { } consumer && await ForgetConsumer.Lock(transaction, principal, consumer, ct) is null) return null;
        if (!await Lock(transaction, principal, pack.Id, ct)) return null;
        if (await streams.Load(principal, pack.Id, ct) is { Countersigned: not null } standing) return standing;
        await kept.Cite(transaction, ct);
        await uploads.Retire(transaction, principal, KeyStore.NameOfPack(pack.Id), pack.File!.Blob, ct);
        await Append(transaction, principal, new PackCountersigned(now, pack.Id, kept.Blob, kept.Size, kept.Sha256, signer.Data.Sha256, caller.KeyId, caller.Doer, timestampedAt), ct);
        await transaction.CommitAsync(ct);
        return await streams.Load(principal, pack.Id, ct);
    }

    private static (byte[] File, SealSlot Slot) Countersigned(byte[] content, PackSeal signer, Instant now, int capacity)
    {
        using var file = new MemoryStream();
        file.Write(content);
        var slot = PdfSeal.Countersign(file, signer.Signer, now.ToDateTimeOffset(), Reason, capacity);
        return (file.ToArray(), slot);
    }

    // One at a time; and whoever deletes the pack waits for this, and sees then what was kept.
    private static async Task<bool> Lock(NpgsqlTransaction transaction, string principal, string id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select not is_deleted from {VaultStore.Schema}.pack where principal = $1 and id = $2 for update", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private async Task Append(NpgsqlTransaction transaction, string principal, PackCountersigned countersigned, CancellationToken ct)
    {
        var append = new EventAppend(names, principal, countersigned.OccurredAt);
        append.Add(Streams.Pack(countersigned.Pack), (await keys.OfPrincipal(principal, ct)).OwnEventId("pack-countersigned", countersigned.Pack), countersigned);
        var command = append.ToCommand();
        await using (var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { command } }) await batch.ExecuteNonQueryAsync(ct);
        append.Check(command);
    }
}
