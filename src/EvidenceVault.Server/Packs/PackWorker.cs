using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Campaigns.Gathering;
using EvidenceVault.Server.Packs.Proofs;
using EvidenceVault.Server.Packs.Sealing;
using NodaTime;

namespace EvidenceVault.Server.Packs;

/// <summary>Makes packs in the background, one at a time on each server. See <c>ops/docs/decisions/0003-background-jobs.md</c>.</summary>
public sealed class PackWorker(OpenPacks queue, PackMaker maker, PackSignal signal, ILogger<PackWorker> log) : BackgroundService
{
    // An outage passes; a fault in the making does not, so it is not tried for long.
    private const int MostAttempts = 12;
    private const int MostAttemptsAtFaults = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(5);
    private static readonly Duration LongestWait = Duration.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WarmUp(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await queue.Claim(stoppingToken) is { } claim) await Make(claim, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError("Looking for packs to make failed ({Exception}); the next look tries again", e.GetType().Name);
            }

            await signal.Wait(LookEvery, stoppingToken);
        }
    }

    // The first pack of a server would take a second longer without.
    private async Task WarmUp(CancellationToken ct)
    {
        try
        {
            // Off the thread that starts the server.
            await Task.Run(() => maker.WarmUp(ct), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Warming up failed ({Exception}); packs are made all the same", e.GetType().Name);
        }
    }

    private async Task Make(PackClaim claim, CancellationToken ct)
    {
        await using (claim)
        {
            try
            {
                // Attempts that ended with the server itself are counted, and caught nowhere.
                if (claim.Attempt > MostAttempts) await maker.GiveUp(claim, PackProblem.Internal, ct);
                else await maker.Make(claim, ct);
            }
            catch (PackEndedException)
            {
                log.LogInformation("Pack {Pack} was ended while it was being made", claim.Id);
            }
            catch (Exception e) when (ct.IsCancellationRequested)
            {
                // The server is told to end: that is nobody's fault, and another one may go on at once.
                log.LogInformation("Pack {Pack} is left to another server ({Exception})", claim.Id, e.GetType().Name);
                await PutOff(claim, Duration.Zero, isAttempt: false);
            }
            catch (Exception e)
            {
                await TryLater(claim, e, ct);
            }
        }
    }

    private async Task TryLater(PackClaim claim, Exception e, CancellationToken ct)
    {
        var outage = e is BlobsUnavailableException or LedgerBehindException or JudgingBehindException or NotStampedException || ProblemHandling.IsOutage(e);
        // Without the exception's message, which may repeat values.
        log.LogError(
            "Making pack {Pack} failed, attempt {Attempt}: {Exception} < {Inner}\n{Trace}", claim.Id, claim.Attempt, e.GetType().Name, e.InnerException?.GetType().Name, e.StackTrace);
        if (claim.Attempt < (outage ? MostAttempts : MostAttemptsAtFaults))
        {
            await PutOff(claim, Wait(claim.Attempt), isAttempt: true);
            return;
        }

        try
        {
            await claim.Undo(ct);
            await maker.GiveUp(claim, e is LedgerBehindException ? PackProblem.LedgerStopped : e is JudgingBehindException ? PackProblem.JudgingBehind : outage ? PackProblem.StorageUnavailable : PackProblem.Internal, ct);
        }
        catch (Exception again) when (!ct.IsCancellationRequested)
        {
            log.LogError("Pack {Pack} could not be given up either ({Exception})", claim.Id, again.GetType().Name);
            await PutOff(claim, LongestWait, isAttempt: true);
        }
    }

    /// <summary>Where even this fails, the pack is due at once: the next look finds it.</summary>
    private async Task PutOff(PackClaim claim, Duration wait, bool isAttempt)
    {
        using var patience = new CancellationTokenSource(CleanUpPatience);
        try
        {
            await claim.Undo(patience.Token);
            await queue.PutOff(claim, wait, isAttempt, patience.Token);
        }
        catch (Exception e)
        {
            log.LogError("Pack {Pack} could not be put off ({Exception})", claim.Id, e.GetType().Name);
        }
    }

    // 1 s, 2 s, 4 s … : together about 20 minutes.
    private static Duration Wait(int attempt) => Duration.Min(Duration.FromSeconds(1L << Math.Min(attempt - 1, 20)), LongestWait);
}
