using System.Diagnostics;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Ledger;

/// <summary>Numbers what was recorded, five times a second, and looks after the ledger. Every server does; one at a time does the work.</summary>
public sealed class LedgerWorker(
    Integrator integrator, LedgerWatch watch, PublishedCheckpoints published, LedgerReader reader, LedgerKey key, LedgerState state, VaultSettings settings, ILogger<LedgerWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AllEvery = TimeSpan.FromHours(6);
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(5);

    private readonly Due _watch = new(WatchEvery);
    private readonly Due _all = new(AllEvery);
    private readonly Due _publish = new(TimeSpan.FromSeconds(settings.LedgerPublishSeconds));
    private bool _hasTrigger;
    private bool _hasOtherKey;
    private bool _compared;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Tell(await Round(stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError("The ledger's round failed ({Exception}); the next tries again", e.GetType().Name);
                state.Now(LedgerState.Failing);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // In trouble there is no hurry.
            await Task.Delay(state.Trouble == LedgerState.None ? Pace : 5 * Pace, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Publishes the last checkpoint before it ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!_compared) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AtStop);
        try
        {
            await published.CompareAndPublish(limit.Token);
        }
        catch (Exception e)
        {
            log.LogWarning("The last checkpoint could not be published ({Exception}); it is when the server starts again", e.GetType().Name);
        }
    }

    private async Task<string> Round(CancellationToken ct)
    {
        if (_watch.Comes())
        {
            if (!(_hasTrigger = await watch.HasTrigger(ct))) return LedgerState.NoTrigger;
            var all = _all.Comes();
            await watch.Reconcile(all, ct);
            if (all) await watch.Thin(ct);
            _hasOtherKey = await HasOtherKey(ct);
            if (await reader.Standing(ct) is { } standing) VaultMetrics.LedgerLag.Record(standing.LagSeconds);
        }

        if (!_hasTrigger) return LedgerState.NoTrigger;
        if (_hasOtherKey) return LedgerState.OtherKey;
        if (!_compared || _publish.Comes())
        {
            try
            {
                _compared = await published.CompareAndPublish(ct);
            }
            catch (Exception e) when (e is Azure.RequestFailedException or AggregateException && !ct.IsCancellationRequested)
            {
                // Nothing is numbered before the first comparison; later ones may wait for the storage.
                log.LogWarning("Published checkpoints could not be read or written ({Exception})", e.GetType().Name);
                if (!_compared) return LedgerState.NotCompared;
            }

            if (!_compared) return LedgerState.Stopped;
        }

        var started = Stopwatch.GetTimestamp();
        Integrated done;
        do
        {
            done = await integrator.IntegrateOnce(ct);
            if (done.Leaves > 0) VaultMetrics.LedgerLeaves.Add(done.Leaves);
        }
        while (done.State == IntegrationState.MoreToDo && !_watch.IsDue);

        if (done.Leaves > 0) VaultMetrics.LedgerTime.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        return done.State switch
        {
            IntegrationState.Stopped => LedgerState.Stopped,
            IntegrationState.OtherKey => LedgerState.OtherKey,
            _ => LedgerState.None,
        };
    }

    // Another server may have brought in a new key, and do all the work: this one then signs nothing any more, receipts neither.
    private async Task<bool> HasOtherKey(CancellationToken ct) =>
        (await reader.Keys(ct)).FirstOrDefault(k => k.Until is null)?.Key is { } current && key.Signer(current.Name).Key != current;

    private void Tell(string trouble)
    {
        if (!state.Now(trouble)) return;
        if (trouble == LedgerState.None) log.LogInformation("The ledger is at work");
        else log.LogCritical("Nothing is put in the ledger: {Trouble}. Evidence is taken in meanwhile, and waits", trouble);
    }

    /// <summary>Something to be done from time to time, first at once.</summary>
    private sealed class Due(TimeSpan every)
    {
        private long? _last;

        public bool IsDue => _last is not { } last || Stopwatch.GetElapsedTime(last) >= every;

        public bool Comes()
        {
            if (!IsDue) return false;
            _last = Stopwatch.GetTimestamp();
            return true;
        }
    }
}
