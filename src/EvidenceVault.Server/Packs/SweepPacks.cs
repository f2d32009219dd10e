using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Packs.Campaigns;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Packs;

/// <summary>Deletes packs whose terms have ended and whose persons, or calls, no hold covers. Several servers may do so at once.</summary>
public sealed class SweepPacks(
    VaultDatabase database, BookStore books, PackStreams streams, InquiryStore inquiries, Obstacles obstacles, PackDestruction destruction, DestructionClock clock, ILogger<SweepPacks> log)
    : BackgroundService
{
    private const int PageOfPrincipals = 1_000;
    private const int MostAtOnce = 200;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError("The sweep of packs failed; the next one tries again: {Exception}\n{Trace}", e.GetType().Name, ProblemHandling.IsOutage(e) ? "" : e.StackTrace);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Sweeps once; how many went.</summary>
    public async Task<int> Run(CancellationToken ct)
    {
        var deleted = 0;
        for (var after = ""; await books.Principals(after, PageOfPrincipals, ct) is { Count: > 0 } page; after = page[^1])
            foreach (var principal in page)
                deleted += await OfPrincipal(principal, ct);
        if (deleted > 0) log.LogInformation("Deleted {Count} packs whose terms had ended", deleted);
        return deleted;
    }

    // What is the matter with one principal keeps no other's.
    private async Task<int> OfPrincipal(string principal, CancellationToken ct)
    {
        try
        {
            return await books.Current(principal, ct) is { } book ? await Run(principal, book, ct) : 0;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogError("The sweep of the packs of {Principal} failed; the next one tries again: {Exception}\n{Trace}", principal, e.GetType().Name, ProblemHandling.IsOutage(e) ? "" : e.StackTrace);
            return 0;
        }
    }

    private async Task<int> Run(string principal, Book book, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var policy = book.PolicyOn(Amsterdam.DateOf(now), now).Retention;
        // None that was asked for within the term can have ended it.
        var before = now.InZone(Amsterdam.Zone).LocalDateTime.Minus(policy.Packs).InZoneLeniently(Amsterdam.Zone).ToInstant() + Duration.FromDays(1);
        var deleted = 0;
        var after = "";
        while (await Old(principal, before, after, ct) is { Count: > 0 } ids)
        {
            foreach (var pack in (await streams.LoadMany(principal, ids, ct)).Values)
                if (await Delete(principal, pack, policy, now, ct)) deleted++;

            after = ids[^1];
        }

        return deleted;
    }

    // What is the matter with one keeps no other.
    private async Task<bool> Delete(string principal, Pack pack, RetentionPolicy policy, Instant now, CancellationToken ct)
    {
        try
        {
            var inquiry = pack.Requested.Inquiry is { } named ? await inquiries.Find(principal, named, ct) : null;
            // Without a term it is not due.
            if (!(PackTerm.Of(pack, inquiry, policy) < now) || !await BeginUnlessHeld(principal, pack, ct)) return false;
            await destruction.Destroy(principal, pack, PackDeletionReason.TermEnded, ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            await NoteFailure(principal, pack.Id, e, ct);
            return false;
        }
    }

    // What cannot be undone is done under the lock of holds: one placed before keeps the pack, and one placed after it finds nothing to keep. The rest, which may take
    // the storage long, follows without.
    private async Task<bool> BeginUnlessHeld(string principal, Pack pack, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var share = new NpgsqlCommand(HoldSql.Share, connection, transaction)) await share.ExecuteNonQueryAsync(ct);
        if (!await destruction.HasKey(principal, pack.Id, ct)) return true;
        if (pack.Requested.Consumer is { } consumer && (await obstacles.Of(transaction, principal, consumer, ct)).Holds.Count > 0) return false;
        if (pack.Requested.Campaign is { } campaign && await HoldsOnCampaigns.Any(transaction, principal, campaign, ct)) return false;
        await destruction.DestroyKey(principal, pack.Id, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task NoteFailure(string principal, string pack, Exception e, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"update {VaultStore.Schema}.pack set deletions_failed = deletions_failed + 1 where principal = $1 and id = $2 returning deletions_failed");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = pack });
        var failures = (int)(await command.ExecuteScalarAsync(ct))!;
        // Its message is the vault's own where it is about the storage; others may repeat values.
        var fault = e is BlobsUnavailableException ? e.Message : e.GetType().Name;
        VaultMetrics.DeletionsFailed.Add(1);
        if (failures >= Sweep.FailuresToAlarm)
            log.LogCritical("Alarm: pack {Pack} of {Principal}, whose term ended, could not be deleted {Failures} times. {Fault}", pack, principal, failures, fault);
        else
            log.LogWarning("Pack {Pack} of {Principal} could not be deleted yet. {Fault}", pack, principal, fault);
    }

    private async Task<List<string>> Old(string principal, Instant before, string after, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select id from {VaultStore.Schema}.pack
            where principal = $1 and requested_at < $2 and not is_open and not is_deleted and id > $3 order by id limit {MostAtOnce}
            """);
        foreach (var value in (object[])[principal, before, after]) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var ids = new List<string>();
        while (await rows.ReadAsync(ct)) ids.Add(rows.GetString(0));
        return ids;
    }
}
