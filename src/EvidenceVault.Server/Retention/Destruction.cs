using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>Destroys a claimed exhibit: its key, which goes on the list of destroyed keys, then its blob, then it looks that both are gone, and records that once. Each step can be repeated.</summary>
public sealed class Destruction(
    VaultDatabase database, KeyStore keys, EvidenceBlobs blobs, DestructionList list, ExhibitStreams streams, EventNames names, IClock clock)
{
    private static readonly string Software = typeof(Destruction).Assembly.GetName().Version?.ToString() ?? "unknown";

    /// <summary>Destroys it. That another server did, or does so at the same time, is no error.</summary>
    /// <exception cref="BlobsUnavailableException">The storage failed, or still has it: nothing was recorded, and it is to be tried again.</exception>
    public async Task Finish(Claim claim, int? softDeleteDays, CancellationToken ct)
    {
        if (await streams.Load(claim.Principal, claim.Exhibit, ct) is not { Blob: { } blob } exhibit)
            throw new InvalidOperationException("What was claimed was never stored.");
        await keys.DestroyExhibit(claim.Principal, claim.Exhibit, ct);
        if ((await keys.ExhibitsWithKeys(claim.Principal, [claim.Exhibit], ct)).Count > 0) throw new InvalidOperationException("A key that was destroyed is there.");
        var keyGoneAt = Now();
        await list.Add(new(claim.Principal, DestroyedKeyOf.Exhibit, claim.Exhibit), ct);
        var storage = await blobs.Destroy(blob, ct);
        await Record(claim, exhibit, blob, keyGoneAt, storage, softDeleteDays, ct);
    }

    private async Task Record(
        Claim claim, Exhibit exhibit, string blob, Instant keyGoneAt, IReadOnlyList<StorageAnswer> storage, int? softDeleteDays, CancellationToken ct)
    {
        var now = Now();
        var announced = exhibit.Announced;
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var end = new NpgsqlCommand(
            $"update {VaultStore.Schema}.exhibit_retention set state = 2, next_at = null, fault = null where principal = $1 and exhibit = $2 and state = 1", connection, transaction);
        end.Parameters.Add(new() { Value = claim.Principal });
        end.Parameters.Add(new() { Value = claim.Exhibit });
        // Whoever came first recorded it.
        if (await end.ExecuteNonQueryAsync(ct) == 0) return;
        var append = new EventAppend(names, claim.Principal, now);
        append.Add(
            Streams.Exhibit(exhibit.Id), (await keys.OfPrincipal(claim.Principal, ct)).OwnEventId("exhibit-deleted", exhibit.Id),
            new ExhibitDeleted
            {
                OccurredAt = now,
                Exhibit = exhibit.Id,
                Kind = announced.Kind,
                Purposes = announced.Purposes,
                Sha256 = announced.Sha256,
                Size = announced.Size,
                DurationMs = announced.DurationMs,
                Segments = announced.Segments,
                Term = claim.Term,
                Trigger = claim.Trigger,
                DeleteAfter = claim.DueAt,
                Policy = claim.Policy,
                ClaimedAt = claim.ClaimedAt,
                KeyDestroyedAt = keyGoneAt,
                Blob = blob,
                Storage = storage,
                SoftDeleteDays = softDeleteDays,
                Software = Software,
            });
        var command = append.ToCommand();
        await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command } })
        {
            // That it went lawfully is part of what its consumer's dossier comes to.
            if (exhibit.Announced.Consumer is { } consumer) batch.BatchCommands.Add(JudgingDue.Add(claim.Principal, [consumer]));
            await batch.ExecuteNonQueryAsync(ct);
        }

        append.Check(command);
        await transaction.CommitAsync(ct);
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());
}
