using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>Begins the ends of contracts whose last day is over, and finishes those that began. Every server does.</summary>
public sealed class ContractEndWorker(ContractEndStore ends, EndedContracts ended, EndContract end, IClock clock, ILogger<ContractEndWorker> log) : BackgroundService
{
    /// <summary>What was let in before the end began has come to its end by then, on every server.</summary>
    public static readonly Duration Closing = Duration.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly Duration Lease = Duration.FromMinutes(10);
    private static readonly Duration WhileHeld = Duration.FromHours(1);
    private static readonly Duration AfterFailure = Duration.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Go("Looking for contracts that end", LookEvery, Run, log, stoppingToken);

    /// <summary>Looks once.</summary>
    public async Task Run(CancellationToken ct)
    {
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        foreach (var (principal, state) in await ends.Due(now, Lease, ct))
        {
            try
            {
                if (state == ContractEndState.Approved) await Begin(principal, ct);
                else if (state == ContractEndState.Ending) await Finish(principal, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogError("The end of the contract of {Principal} broke off, and goes on later: {Exception}\n{Trace}", principal, e.GetType().Name, ProblemHandling.IsOutage(e) ? "" : e.StackTrace);
                await ends.PutOff(principal, now + AfterFailure, ct);
            }
        }

        // What began is closed here at once; keys that another server destroyed are forgotten.
        await ended.Look(ct);
    }

    private async Task Begin(string principal, CancellationToken ct)
    {
        var isHeld = false;
        var (after, _) = await ends.Change(principal, async (there, at, transaction) =>
        {
            isHeld = (await ContractEndStore.Obstacles(transaction, principal, ct)).Any;
            var isDue = there?.IsDue(Instant.Min(at, await ContractEndStore.DatabaseNow(transaction, ct))) == true;
            return isHeld || !isDue ? new(null) : new(new ContractEndBegun(at), ContractEndState.Ending, at + Closing);
        }, ct);
        if (after?.Begun is not null)
        {
            log.LogInformation("The contract of {Principal} is over: nothing of it is taken in or shown any more", principal);
        }
        else if (isHeld)
        {
            await ends.PutOff(principal, clock.GetCurrentInstant() + WhileHeld, ct);
        }
    }

    private async Task Finish(string principal, CancellationToken ct)
    {
        if (await end.Run(principal, WhileHeld, ct)) log.LogInformation("All that was kept for {Principal} is gone", principal);
        else log.LogWarning("The end of the contract of {Principal} is put off: something was put against it while it began", principal);
    }
}
