using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Erasure;

/// <summary>
/// Finishes erasures that were decided, begins those whose obstacles have ended, has those go of whom no fact has a term left, and forgets keys that another server
/// destroyed.
/// </summary>
public sealed class ErasureWorker(
    ErasureStore erasures, EraseConsumer erase, ExpireConsumers expire, Obstacles obstacles, KeyStore keys, DestructionClock clock, ILogger<ErasureWorker> log) : BackgroundService
{
    private const int MostAtOnce = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    // Clocks of servers differ, and transactions take their time.
    private static readonly Duration Overlap = Duration.FromMinutes(10);

    private static readonly Duration AfterFailure = Duration.FromMinutes(1);

    private static readonly Duration WhileHeld = Duration.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Go("Looking for erasures", LookEvery, Run, log, stoppingToken);

    /// <summary>Looks once.</summary>
    public async Task Run(CancellationToken ct)
    {
        var now = await clock.Now(ct);
        foreach (var consumer in await erasures.ErasedSince(now - Overlap, ct)) keys.Forget(consumer);
        foreach (var (principal, consumer, state) in await erasures.Due(now, MostAtOnce, ct))
        {
            try
            {
                if (state == ErasureState.Restricted && !await Begin(principal, consumer, now, ct)) continue;
                if (!await erase.Run(principal, consumer, ct))
                {
                    // Decided, and kept after all: it goes once what came up has ended.
                    await erasures.PutOff(principal, consumer, now + WhileHeld, ct);
                    continue;
                }

                log.LogInformation("Erased consumer {Consumer} of {Principal}", consumer, principal);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogError("The erasure of consumer {Consumer} of {Principal} failed, and is tried again: {Exception}\n{Trace}", consumer, principal, e.GetType().Name, ProblemHandling.IsOutage(e) ? "" : e.StackTrace);
                await erasures.PutOff(principal, consumer, now + AfterFailure, ct);
            }
        }

        while (await expire.Run(ct) > 0)
        {
            // Whoever was looked at is gone, or is looked at later.
        }
    }

    // What was restricted goes right after what stood against it, as the second person decided.
    private async Task<bool> Begin(string principal, Guid consumer, Instant now, CancellationToken ct)
    {
        ErasureObstacles? stand = null;
        await erasures.Change(principal, consumer, async (there, at, transaction) =>
        {
            var found = await obstacles.Of(transaction, principal, consumer, ct);
            stand = found.Any(at) ? found : null;
            return stand is not null || there is not { Decided: { } decided, Erased: null }
                ? new(null)
                : new(decided with { OccurredAt = at, Decision = ErasureDecision.Erase }, ErasureState.Erasing, at);
        }, ct);
        if (stand is null) return true;
        await erasures.PutOff(principal, consumer, stand is { Keep: false, TermEndsAt: { } end } ? end : now + WhileHeld, ct);
        return false;
    }
}
