using System.Diagnostics;
using EvidenceVault.Server.Clearances;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Lanes;

namespace EvidenceVault.Server.Scorecards;

/// <summary>Keeps what calls come to up to date, in the background. Several servers may do so at once.</summary>
public sealed class JudgingWorker(JudgingPass pass, JudgedBooks books, LaneSet lanes, ClearanceDesk clearances, ILogger<JudgingWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    // While much is coming in, or is asked, it gets most of the processors: what is judged today may be due again by the next batch.
    private const int RestWhileBusy = 9;

    private static readonly int Hands = Math.Max(2, Environment.ProcessorCount / 2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(() => Follow(stoppingToken), CancellationToken.None), Task.Run(() => Work(stoppingToken), CancellationToken.None));

    private async Task Follow(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Try("Looking for changed books", () => books.Follow(ct), ct);
            await Wait(FollowEvery, ct);
        }
    }

    private async Task Work(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var judged = 0;
            await Try("Judging", async () =>
            {
                await Parallel.ForEachAsync(
                    await pass.Shards(ct), new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = ct },
                    async (shard, stop) => Interlocked.Add(ref judged, await Judge(shard, stop)));
            }, ct);
            // What is due may also be under way on another server.
            if (judged == 0) await Wait(LookEvery, ct);
        }
    }

    private async Task<int> Judge(int shard, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var judged = await pass.Run(shard, ct);
        var rest = RestWhileBusy * Stopwatch.GetElapsedTime(started);
        for (var rested = Stopwatch.GetTimestamp(); IsBusy && Stopwatch.GetElapsedTime(rested) is var so && so < rest && so < LongestRest && !ct.IsCancellationRequested;)
            await Wait(LookEvery, ct);
        return judged;
    }

    private bool IsBusy => lanes.IsBusy || clearances.IsBusy;

    private async Task Try(string what, Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (ct.IsCancellationRequested)
        {
            log.LogInformation("{What} ends with the server ({Exception})", what, e.GetType().Name);
        }
        catch (Exception e)
        {
            // Without the exception's message, which may repeat values.
            log.LogError("{What} failed, and is tried again: {Exception}\n{Trace}", what, e.GetType().Name, ProblemHandling.IsOutage(e) ? "" : e.StackTrace);
            await Wait(AfterFailure, ct);
        }
    }

    private static async Task Wait(TimeSpan time, CancellationToken ct) => await Task.Delay(time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
