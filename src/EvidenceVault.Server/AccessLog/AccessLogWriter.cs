using System.Security.Cryptography;
using System.Threading.Channels;
using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.AccessLog;

/// <summary>
/// Notes who looks, durable before anything is told. Those that come while one commit is under way share the next: a look-up waits for one commit, however many
/// look at once. Where it cannot be noted, nothing is told.
/// </summary>
public sealed class AccessLogWriter(VaultDatabase database, EventNames names) : BackgroundService
{
    private const int MostAtOnce = 500;
    private const int Lanes = 16;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    // Servers seldom share a stream, so they seldom wait for each other.
    private readonly int _lane = RandomNumberGenerator.GetInt32(Lanes);

    /// <summary>Notes an access of a request. Durable when this completes.</summary>
    public Task Note(string principal, HttpContext http, AccessKind kind, Guid? consumer)
    {
        var waiting = new Waiting(principal, AccessRow.Of(http, kind, consumer));
        if (!_waiting.Writer.TryWrite(waiting)) throw new OperationCanceledException("The server stops.");
        return waiting.Done.Task.WaitAsync(http.RequestAborted);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(MostAtOnce);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out var one)) batch.Add(one);
                await Write(batch);
                batch.Clear();
            }
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left)) left.Done.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task Write(List<Waiting> batch)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var commands = new NpgsqlBatch(connection, transaction);
            var appended = new List<(EventAppend Append, NpgsqlBatchCommand Command)>();
            // In one order everywhere, so that two servers never wait for each other.
            foreach (var principal in batch.GroupBy(w => w.Principal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                var rows = principal.Select(w => w.Row).ToList();
                var append = new EventAppend(names, principal.Key, rows[^1].At);
                foreach (var row in rows) append.Add(Streams.Access(row.At.InUtc().Date, _lane), row.Id, row.ToEvent());
                appended.Add((append, append.ToCommand()));
                commands.BatchCommands.Add(appended[^1].Command);
                commands.BatchCommands.Add(AccessRow.Insert(principal.Key, rows));
            }

            await commands.ExecuteNonQueryAsync();
            foreach (var (append, command) in appended) append.Check(command);
            await transaction.CommitAsync();
            foreach (var one in batch) one.Done.TrySetResult();
        }
        catch (Exception e)
        {
            // Whoever waits is refused, and may try again.
            foreach (var one in batch) one.Done.TrySetException(e);
        }
    }

    private sealed record Waiting(string Principal, AccessRow Row)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
