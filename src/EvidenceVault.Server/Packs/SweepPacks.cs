using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Erasure;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary>Deletes packs whose terms have ended and whose persons no hold covers. Several servers may do so at once.</summary>
public sealed class SweepPacks(
    VaultDatabase database, BookStore books, PackStreams streams, InquiryStore inquiries, Obstacles obstacles, PackDestruction destruction, IClock clock, ILogger<SweepPacks> log)
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
                if (await books.Current(principal, ct) is { } book) deleted += await Run(principal, book, ct);
        if (deleted > 0) log.LogInformation("Deleted {Count} packs whose terms had ended", deleted);
        return deleted;
    }

    private async Task<int> Run(string principal, Book book, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var policy = book.PolicyOn(Amsterdam.DateOf(now), now).Retention;
        // None that was asked for within the term can have ended it.
        var before = now.InZone(Amsterdam.Zone).LocalDateTime.Minus(policy.Packs).InZoneLeniently(Amsterdam.Zone).ToInstant() + Duration.FromDays(1);
        var deleted = 0;
        var after = "";
        while (await Old(principal, before, after, ct) is { Count: > 0 } ids)
        {
            foreach (var pack in (await streams.LoadMany(principal, ids, ct)).Values)
                if (await IsDue(principal, pack, policy, now, ct))
                {
                    await destruction.Destroy(principal, pack, PackDeletionReason.TermEnded, ct);
                    deleted++;
                }

            after = ids[^1];
        }

        return deleted;
    }

    private async Task<bool> IsDue(string principal, Pack pack, RetentionPolicy policy, Instant now, CancellationToken ct)
    {
        var inquiry = pack.Requested.Inquiry is { } named ? await inquiries.Find(principal, named, ct) : null;
        return PackTerm.Of(pack, inquiry, policy) < now && (await obstacles.Of(principal, pack.Requested.Consumer, ct)).Holds.Count == 0;
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
