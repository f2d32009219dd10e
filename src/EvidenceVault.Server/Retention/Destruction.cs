using System.Collections.Concurrent;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>Destroys claimed exhibits: their keys, then their blobs, then it looks that both are gone, and records that once for each. Each step can be repeated.</summary>
public sealed class Destruction(
    VaultDatabase database, KeyStore keys, EvidenceBlobs blobs, DestructionList list, ExhibitStreams streams, EventNames names, IClock clock)
{
    private const int Hands = 4;

    private static readonly string Software = typeof(Destruction).Assembly.GetName().Version?.ToString() ?? "unknown";

    /// <summary>Destroys exhibits of one principal. That another server did, or does so at the same time, is no error.</summary>
    /// <returns>Why some could not be: of those nothing was recorded, and they are to be tried again.</returns>
    public async Task<IReadOnlyDictionary<string, Exception>> Finish(string principal, IReadOnlyList<Claim> claims, int? softDeleteDays, CancellationToken ct)
    {
        var faults = new ConcurrentDictionary<string, Exception>(StringComparer.Ordinal);
        var exhibits = await streams.LoadMany(principal, [.. claims.Select(c => c.Exhibit)], ct);
        var going = new List<(Claim Claim, Exhibit Exhibit, string Blob)>(claims.Count);
        foreach (var claim in claims)
            if (exhibits.GetValueOrDefault(claim.Exhibit) is { Blob: { } blob } exhibit) going.Add((claim, exhibit, blob));
            else faults[claim.Exhibit] = new InvalidOperationException("What was claimed was never stored.");
        if (going.Count == 0) return faults;
        var ids = going.ConvertAll(g => g.Exhibit.Id);
        await keys.DestroyExhibits(principal, ids, ct);
        if ((await keys.ExhibitsWithKeys(principal, ids, ct)).Count > 0) throw new InvalidOperationException("A key that was destroyed is there.");
        var keysGoneAt = Now();
        await list.Add(ids.ConvertAll(id => new DestroyedKey(principal, DestroyedKeyOf.Exhibit, id)), ct);
        var gone = new ConcurrentBag<Gone>();
        await Parallel.ForEachAsync(going, new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = ct }, async (g, stop) =>
        {
            try
            {
                gone.Add(new(g.Claim, g.Exhibit, g.Blob, keysGoneAt, await blobs.Destroy(g.Blob, stop), softDeleteDays));
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // Whatever is the matter with one, what went of the others is recorded.
                faults[g.Exhibit.Id] = e;
            }
        });
        await Record(principal, [.. gone], faults, ct);
        return faults;
    }

    // One that cannot be recorded keeps no other.
    private async Task Record(string principal, IReadOnlyList<Gone> gone, ConcurrentDictionary<string, Exception> faults, CancellationToken ct)
    {
        try
        {
            if (gone.Count > 0) await Record(principal, gone, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (gone.Count == 1) faults[gone[0].Exhibit.Id] = e;
            else foreach (var one in gone) await Record(principal, [one], faults, ct);
        }
    }

    private async Task Record(string principal, IReadOnlyList<Gone> gone, CancellationToken ct)
    {
        var now = Now();
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Whoever came first recorded it.
        var mine = await End(transaction, principal, [.. gone.Select(g => g.Exhibit.Id)], ct);
        if (mine.Count == 0) return;
        var append = new EventAppend(names, principal, now);
        var principalKeys = await keys.OfPrincipal(principal, ct);
        foreach (var one in gone)
            if (mine.Contains(one.Exhibit.Id)) append.Add(Streams.Exhibit(one.Exhibit.Id), principalKeys.OwnEventId("exhibit-deleted", one.Exhibit.Id), one.ToEvent(now));
        var command = append.ToCommand();
        await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command } })
        {
            // That they went lawfully is part of what their consumers' dossiers come to.
            var consumers = gone.Where(g => mine.Contains(g.Exhibit.Id)).Select(g => g.Exhibit.Announced.Consumer).OfType<Guid>().ToHashSet();
            if (consumers.Count > 0) batch.BatchCommands.Add(JudgingDue.Add(principal, consumers));
            await batch.ExecuteNonQueryAsync(ct);
        }

        append.Check(command);
        await transaction.CommitAsync(ct);
    }

    private static async Task<HashSet<string>> End(NpgsqlTransaction transaction, string principal, string[] exhibits, CancellationToken ct)
    {
        await using var end = new NpgsqlCommand(
            $"""
            update {VaultStore.Schema}.exhibit_retention set state = 2, next_at = null, fault = null where principal = $1 and exhibit = any($2) and state = 1 returning exhibit
            """, transaction.Connection, transaction);
        end.Parameters.Add(new() { Value = principal });
        end.Parameters.Add(new() { Value = exhibits });
        await using var rows = await end.ExecuteReaderAsync(ct);
        var ended = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct)) ended.Add(rows.GetString(0));
        return ended;
    }

    private Instant Now() => Instants.CutToMicroseconds(clock.GetCurrentInstant());

    private sealed record Gone(Claim Claim, Exhibit Exhibit, string Blob, Instant KeyGoneAt, IReadOnlyList<StorageAnswer> Storage, int? SoftDeleteDays)
    {
        public ExhibitDeleted ToEvent(Instant at) => new()
        {
            OccurredAt = at,
            Exhibit = Exhibit.Id,
            Kind = Exhibit.Announced.Kind,
            Purposes = Exhibit.Announced.Purposes,
            Sha256 = Exhibit.Announced.Sha256,
            Size = Exhibit.Announced.Size,
            DurationMs = Exhibit.Announced.DurationMs,
            Segments = Exhibit.Announced.Segments,
            Term = Claim.Term,
            Trigger = Claim.Trigger,
            DeleteAfter = Claim.DueAt,
            Policy = Claim.Policy,
            ClaimedAt = Claim.ClaimedAt,
            KeyDestroyedAt = KeyGoneAt,
            Blob = Blob,
            Storage = Storage,
            SoftDeleteDays = SoftDeleteDays,
            Software = Software,
        };
    }
}
