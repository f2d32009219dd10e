using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Packs;

/// <summary>The packs still to be made, for all servers.</summary>
/// <remarks>
/// A claim is an advisory lock that lives and dies with the transaction that will commit the result. A server that is killed loses its
/// connection and so the lock, and another server, or the same one started again, may claim the pack at once; a server that lost its
/// connection can no longer commit. So a pack is made by one server at a time and finished once, and no lease has to run out first.
/// Attempts are counted outside that transaction, before the work: one that brings a server down is counted too.
/// </remarks>
public sealed class OpenPacks(VaultDatabase database, IClock clock)
{
    // More than there are servers: that many packs at most are locked by others.
    private const int MostLookedAt = 100;

    /// <summary>Claims the pack that has been due for longest and that nobody is making; null where there is none.</summary>
    public async Task<PackClaim?> Claim(CancellationToken ct)
    {
        var due = await Due(ct);
        if (due.Count == 0) return null;
        var connection = await database.Source.OpenConnectionAsync(ct);
        var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            foreach (var (principal, id) in due)
                if (await TryLock(transaction, id, ct) && await Begin(principal, id, ct) is { } attempt)
                {
                    await transaction.SaveAsync(PackClaim.Start, ct);
                    var claim = new PackClaim(principal, id, attempt, connection, transaction);
                    (connection, transaction) = (null, null);
                    return claim;
                }

            return null;
        }
        finally
        {
            if (transaction is not null) await transaction.DisposeAsync();
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    /// <summary>Puts a claimed pack off. Call it before the claim is given up, so that nobody takes it in between.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="wait">How long.</param>
    /// <param name="isAttempt">Whether the attempt counts.</param>
    /// <param name="ct">Cancels.</param>
    public async Task PutOff(PackClaim claim, Duration wait, bool isAttempt, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"update {VaultStore.Schema}.pack set due_at = $3, attempts = attempts - $4 where principal = $1 and id = $2 and is_open");
        command.Parameters.Add(new() { Value = claim.Principal });
        command.Parameters.Add(new() { Value = claim.Id });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() + wait });
        command.Parameters.Add(new() { Value = isAttempt ? 0 : 1 });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Which of these packs are being made just now, by any server.</summary>
    public async Task<bool> IsBeingMade(string id, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            select exists (select from pg_locks where locktype = 'advisory' and objsubid = 1 and granted
                and database = (select oid from pg_database where datname = current_database())
                and ((classid::bigint << 32) | objid::bigint) = hashtextextended($1, 0))
            """);
        command.Parameters.Add(new() { Value = Lock(id) });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>How far the making of a pack has come; null: it is not told.</summary>
    public async Task<PackProgress?> Progress(string principal, string id, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select steps_done, steps from {VaultStore.Schema}.pack where principal = $1 and id = $2 and steps > 0");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetInt64(1)) : null;
    }

    /// <summary>Notes how far it has come.</summary>
    /// <returns>False: the pack was called off meanwhile.</returns>
    public async Task<bool> Progress(string principal, string id, PackProgress progress, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"update {VaultStore.Schema}.pack set steps_done = $3, steps = $4 where principal = $1 and id = $2 and is_open");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = progress.Done });
        command.Parameters.Add(new() { Value = progress.Of });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task<List<(string Principal, string Id)>> Due(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select principal, id from {VaultStore.Schema}.pack where is_open and due_at <= $1 order by due_at limit {MostLookedAt}");
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<(string, string)>();
        while (await reader.ReadAsync(ct)) due.Add((reader.GetString(0), reader.GetString(1)));
        return due;
    }

    private static async Task<bool> TryLock(NpgsqlTransaction transaction, string id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtextextended($1, 0))", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = Lock(id) });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    // Under the lock, what was read before it is looked at again: another server may have finished the pack or put it off meanwhile. It is
    // put off at once: a pack that brings down its server is not the first thing that the next one does.
    private async Task<int?> Begin(string principal, string id, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            update {VaultStore.Schema}.pack set attempts = attempts + 1, due_at = $3::timestamptz + make_interval(secs => least(300, power(2, least(attempts, 9))))
            where principal = $1 and id = $2 and is_open and due_at <= $3 returning attempts
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        return await command.ExecuteScalarAsync(ct) as int?;
    }

    private static string Lock(string id) => $"pack/{id}";
}

/// <summary>The right to make a pack, held until it is disposed of.</summary>
public sealed class PackClaim(string principal, string id, int attempt, NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    internal const string Start = "claimed";

    public string Principal => principal;

    public string Id => id;

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt => attempt;

    /// <summary>The transaction that holds the claim. What ends the pack is committed by it, and by nothing else.</summary>
    public NpgsqlTransaction Transaction => transaction;

    /// <summary>Takes the pack off the queue, as part of the transaction.</summary>
    /// <returns>False: it is off it already.</returns>
    public async Task<bool> Close(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"update {VaultStore.Schema}.pack set is_open = false where principal = $1 and id = $2 and is_open", connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Takes back what the transaction did, but for the claim itself.</summary>
    public async Task Undo(CancellationToken ct)
    {
        try
        {
            await transaction.RollbackAsync(Start, ct);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and with it all that the transaction did, and the claim.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
