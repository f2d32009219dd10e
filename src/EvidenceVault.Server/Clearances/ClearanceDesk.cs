using System.Security.Cryptography;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Clearances;

/// <summary>
/// Decides on all that was asked meanwhile at once, and commits the decisions together: a commit for each question would leave the disk as the limit.
/// </summary>
public sealed partial class ClearanceDesk(ClearanceBatch batch, ILogger<ClearanceDesk> logger) : BackgroundService
{
    private const int MostAtOnce = 1_000;

    // While one batch waits for its commit, the other is judged.
    private const int Desks = 2;

    // Each desk writes to streams of its own. Of several servers, two seldom draw the same.
    private const int LanesOfDesk = 8;

    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(1);

    private readonly ClearanceLine _single = new();
    private readonly ClearanceLine _bulk = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private long _askedAt = Environment.TickCount64 - (long)BusyFor.TotalMilliseconds;

    /// <summary>Whether somebody asked a moment ago: a dialler waits for the answer, and what can wait does well to leave it the processors.</summary>
    public bool IsBusy => Environment.TickCount64 - Volatile.Read(ref _askedAt) < BusyFor.TotalMilliseconds;

    /// <summary>Puts questions of one principal, all or none. The answer of each comes when the decision is durable.</summary>
    /// <param name="requests">The questions.</param>
    /// <param name="bulk">Whether they are many, before which single ones go.</param>
    /// <returns>Whether they were taken: no more wait of a principal than can be answered in a while.</returns>
    public bool TryAsk(IReadOnlyCollection<ClearanceRequest> requests, bool bulk)
    {
        Volatile.Write(ref _askedAt, Environment.TickCount64);
        if (requests.Count == 0) return true;
        if (!(bulk ? _bulk : _single).TryAdd(requests)) return false;
        _waiting.Release(requests.Count);
        return true;
    }

    public override void Dispose()
    {
        _waiting.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Desks).Select(desk => Task.Run(() => Work(desk, stoppingToken), CancellationToken.None)));

    private async Task Work(int desk, CancellationToken stopping)
    {
        var taken = new List<ClearanceRequest>(MostAtOnce);
        while (!stopping.IsCancellationRequested)
        {
            await _waiting.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _single.Take(taken, MostAtOnce);
            _bulk.Take(taken, MostAtOnce);
            // Each released once; one is taken already.
            for (var i = 1; i < taken.Count; i++) _waiting.Wait(0, CancellationToken.None);
            foreach (var abandoned in taken.Where(r => r.IsAbandoned)) abandoned.Abandon();
            taken.RemoveAll(r => r.Answer.IsCanceled);
            foreach (var ofPrincipal in taken.GroupBy(r => r.Principal)) await Decide(ofPrincipal.Key, [.. ofPrincipal], (desk * LanesOfDesk) + RandomNumberGenerator.GetInt32(LanesOfDesk));
            taken.Clear();
        }
    }

    private async Task Decide(string principal, List<ClearanceRequest> requests, int lane)
    {
        try
        {
            using var span = VaultMetrics.Activities.StartActivity("vault.clearances");
            var given = await batch.Decide(principal, requests, lane, CancellationToken.None);
            for (var i = 0; i < requests.Count; i++)
                if (given[i] is { Given: { } decided }) requests[i].Complete(decided);
                else requests[i].Fail(given[i].Fault!);
        }
        catch (Exception e)
        {
            // Nothing was decided, or nobody can tell: whoever asked is told so, and asks again.
            LogFailed(logger, requests.Count, e.GetType().Name);
            foreach (var request in requests) request.Fail(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} clearances could not be decided ({Exception})")]
    private static partial void LogFailed(ILogger logger, int count, string exception);
}
