using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary>Computes the terms of exhibits about nobody named, and deletes what is due. Every server does.</summary>
public sealed class RetentionWorker(
    VaultDatabase database, ComputeTerms terms, JudgingBooks books, Sweep sweep, DestroyedKeys destroyed, TakeUpExhibits takeUp, KeyStore keys, IClock clock, ILogger<RetentionWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAtKeysEvery = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lookAtKeys = TimeSpan.Zero;
        var tookUp = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Before all else, and until it succeeds: the server is not ready before.
            if (lookAtKeys <= TimeSpan.Zero)
                await Try("Looking for keys that came back", async () =>
                {
                    await destroyed.DestroyAgain(stoppingToken);
                    lookAtKeys = LookAtKeysEvery;
                }, stoppingToken);
            if (!tookUp)
                await Try("Taking up exhibits of an earlier version", async () =>
                {
                    await takeUp.Run(stoppingToken);
                    tookUp = true;
                }, stoppingToken);

            await Try("Computing terms", () => Compute(stoppingToken), stoppingToken);
            var looked = 0;
            await Try("The sweep", async () => looked = await sweep.Run(stoppingToken), stoppingToken);
            if (looked > 0) continue;
            await Try("Tidying the keys", () => keys.Tidy(stoppingToken), stoppingToken);
            await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lookAtKeys -= LookEvery;
        }
    }

    /// <summary>Computes the terms of those about nobody named that came in or that the book may have moved.</summary>
    public async Task Compute(CancellationToken ct)
    {
        foreach (var (principal, generation) in await Behind(ct))
        {
            if (await books.Current(principal, ct) is not { } book) continue;
            int done;
            do
            {
                await using var connection = await database.Source.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(ct);
                done = await terms.OfUnnamed(transaction, principal, book, generation, clock.GetCurrentInstant(), ct);
                await transaction.CommitAsync(ct);
            }
            while (done > 0);
        }
    }

    // The generation is read before the book: one that changes in between is another generation, and has them computed again.
    private async Task<List<(string Principal, long Generation)>> Behind(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select b.principal, b.generation from {VaultStore.Schema}.judged_book b where exists (
                select from {VaultStore.Schema}.exhibit_retention r where r.principal = b.principal and r.consumer is null and r.state = 0 and r.generation < b.generation)
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var behind = new List<(string, long)>();
        while (await rows.ReadAsync(ct)) behind.Add((rows.GetString(0), rows.GetInt64(1)));
        return behind;
    }

    private async Task Try(string what, Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Without the exception's message, which may repeat values.
            log.LogError("{What} failed, and is tried again: {Exception}\n{Trace}", what, e.GetType().Name, ProblemHandling.IsOutage(e) ? "" : e.StackTrace);
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("{What} ends with the server", what);
        }
    }
}
