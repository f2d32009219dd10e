using System.Diagnostics;
using System.Threading.Channels;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>
/// One lane: takes what has queued, up to a batch, writes it in one commit, and takes what has queued meanwhile. Single items have batches of their own, in turn with
/// those of large uploads, which are short as long as single items come in: so none waits for more than one short batch.
/// </summary>
public sealed class Lane : IAsyncDisposable
{
    private const int MostInBatch = 1_000;
    private const int MostBesideSingles = 150;
    private const int Tries = 6;

    private readonly Channel<PendingItem> _single = Channel.CreateUnbounded<PendingItem>(new() { SingleReader = true });
    private readonly Channel<PendingItem> _bulk = Channel.CreateUnbounded<PendingItem>(new() { SingleReader = true });
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _principal;
    private readonly long _lockKey;
    private readonly BatchWriter _writer;
    private readonly Turns _turns;
    private readonly Pace _pace;
    private readonly ILogger _logger;
    private readonly Task _work;
    private int _queued;

    public Lane(string principal, long lockKey, BatchWriter writer, Turns turns, Pace pace, ILogger logger)
    {
        (_principal, _lockKey, _writer, _turns, _pace, _logger) = (principal, lockKey, writer, turns, pace, logger);
        _work = Task.Run(Work);
    }

    /// <summary>Whether a good part of a batch waits.</summary>
    public bool IsBehind => Volatile.Read(ref _queued) > MostInBatch / 10;

    public void Enqueue(PendingItem item, bool bulk)
    {
        Interlocked.Increment(ref _queued);
        VaultMetrics.Waiting.Add(1);
        (bulk ? _bulk : _single).Writer.TryWrite(item);
        if (_waiting.CurrentCount == 0) _waiting.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
        _waiting.Dispose();
    }

    private async Task Work()
    {
        var batch = new List<PendingItem>(MostInBatch);
        Task? arrival = null;
        Task<Turns.Turn>? bulkTurn = null;
        var lastWasSingle = false;
        while (true)
        {
            var (hasSingle, hasBulk) = (_single.Reader.TryPeek(out _), _bulk.Reader.TryPeek(out _));
            if (!hasSingle && !hasBulk)
            {
                // What has queued is written first.
                if (_stop.IsCancellationRequested) return;
                arrival ??= _waiting.WaitAsync(_stop.Token);
                await arrival.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                arrival = null;
                continue;
            }

            if (hasBulk) bulkTurn ??= _turns.ForBulk();
            var mayBulk = hasBulk && bulkTurn is { IsCompleted: true };
            if (hasSingle && !(mayBulk && lastWasSingle))
            {
                if (mayBulk)
                {
                    // Others wait for it; one that comes while this is at work is used next.
                    (await bulkTurn!).Dispose();
                    bulkTurn = null;
                }

                using var turn = await _turns.ForSingles();
                while (batch.Count < MostInBatch && _single.Reader.TryRead(out var item)) batch.Add(item);
                await WriteAndClear(batch);
                lastWasSingle = true;
            }
            else if (mayBulk)
            {
                using var turn = await bulkTurn!;
                var most = turn.IsBesideSingles ? MostBesideSingles : MostInBatch;
                while (batch.Count < most && _bulk.Reader.TryRead(out var item)) batch.Add(item);
                await WriteAndClear(batch);
                (bulkTurn, lastWasSingle) = (null, false);
            }
            else if (_stop.IsCancellationRequested)
            {
                await bulkTurn!;
            }
            else
            {
                arrival ??= _waiting.WaitAsync(_stop.Token);
                if (await Task.WhenAny(bulkTurn!, arrival) == arrival) arrival = null;
            }
        }
    }

    private async Task WriteAndClear(List<PendingItem> batch)
    {
        try
        {
            Interlocked.Add(ref _queued, -batch.Count);
            VaultMetrics.Waiting.Add(-batch.Count);
            VaultMetrics.BatchSize.Record(batch.Count);
            _pace.Count(batch.Count);
            await Write(batch);
        }
        finally
        {
            batch.Clear();
        }
    }

    // A batch that fails is tried again in halves, so that one bad item takes no good one down with it.
    private async Task Write(List<PendingItem> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var span = VaultMetrics.Activities.StartActivity("vault.lane.write");
                var started = Stopwatch.GetTimestamp();
                var outcomes = await _writer.Write(_principal, _lockKey, batch);
                VaultMetrics.BatchTime.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
                for (var i = 0; i < batch.Count; i++) Complete(batch[i], outcomes[i]);
                return;
            }
            catch (Exception e) when (IsPassing(e) && attempt < Tries)
            {
                _logger.LogWarning("A batch of {Count} items is tried again ({Attempt}): {Error}", batch.Count, attempt, e.GetType().Name);
                await Task.Delay(TimeSpan.FromMilliseconds(50 * (1 << attempt)), CancellationToken.None);
            }
            catch (Exception e) when (batch.Count > 1 && !IsPassing(e))
            {
                _logger.LogWarning("A batch of {Count} items failed and is tried in halves: {Error}", batch.Count, e.GetType().Name);
                await Write(batch.Take(batch.Count / 2).ToList());
                await Write(batch.Skip(batch.Count / 2).ToList());
                return;
            }
            catch (Exception e) when (Collisions.Is(e) && attempt < Tries)
            {
                // Another lane wrote the same reference at this moment: look again.
                _logger.LogInformation("An item met its own reference in another lane ({Attempt})", attempt);
            }
            catch (Exception e)
            {
                var problem = IsPassing(e) || e is KeysMissingException
                    ? new Problem(503, ProblemCodes.Unavailable, "The vault could not write this now. Send the same again later; nothing is taken in twice.") { RetryAfter = 5 }
                    : new Problem(500, ProblemCodes.Internal, "The vault could not take this item; its operators have been told. Nothing of it was kept.");
                _logger.LogError("{Count} items could not be written: {Error}", batch.Count, Describe(e));
                foreach (var item in batch) Complete(item, ItemOutcome.Rejected(problem));
                return;
            }
        }
    }

    private static void Complete(PendingItem item, ItemOutcome outcome)
    {
        VaultMetrics.Items.Add(1, new("type", item.Item.Type), new("status", outcome.Status));
        item.Complete(outcome);
    }

    private static bool IsPassing(Exception e) => Innermost(e) switch
    {
        PostgresException p => p.IsTransient || p.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    private static Exception Innermost(Exception e)
    {
        for (var x = e; x is not null; x = x.InnerException)
            if (x is PostgresException) return x;
        return e is NpgsqlException ? e : e.GetBaseException();
    }

    // Messages of the database can hold values; its codes cannot.
    private static string Describe(Exception e) => Innermost(e) is PostgresException p
        ? $"PostgreSQL {p.SqlState} {p.ConstraintName}"
        : $"{Innermost(e).GetType().Name} at {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
}
