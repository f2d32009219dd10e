using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Rights;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>How far the end of a contract is. The numbers stand in rows.</summary>
public enum ContractEndState
{
    /// <summary>Asked for.</summary>
    Requested = 0,

    /// <summary>A second person agreed; it begins after the last day.</summary>
    Approved = 1,

    /// <summary>Nothing is taken in or shown any more, and all is being destroyed.</summary>
    Ending = 2,

    /// <summary>All is gone.</summary>
    Ended = 3,

    /// <summary>It was called off.</summary>
    Withdrawn = -1,
}

/// <summary>Ends of contracts: their events, and the rows by which those under way are found.</summary>
public sealed class ContractEndStore(VaultDatabase database, EventNames names, IClock clock)
{
    /// <summary>The stream of the events.</summary>
    public const string Stream = "contract-end";

    private const string OpenInquiries =
        $"""
        select i.ref from {VaultStore.Schema}.inquiry i where i.principal = $1 and not exists (
            select from {VaultStore.Schema}.mt_events e where e.tenant_id = i.principal and e.stream_id = 'inquiry/' || i.ref and e.type = 'inquiry.closed')
        order by i.ref limit 100
        """;

    public async Task<ContractEnd?> Find(string principal, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        return await Find(connection, null, principal, ct);
    }

    /// <summary>What keeps it from beginning, as things are.</summary>
    public async Task<ContractEndObstacles> Obstacles(string principal, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        return await Obstacles(connection, null, principal, ct);
    }

    /// <summary>The same within a transaction.</summary>
    public static Task<ContractEndObstacles> Obstacles(NpgsqlTransaction transaction, string principal, CancellationToken ct) => Obstacles(transaction.Connection!, transaction, principal, ct);

    /// <summary>When all that is kept was last exported to the end, since an instant; null: not.</summary>
    public async Task<Instant?> ExportedSince(string principal, Instant since, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select max(at) from {VaultStore.Schema}.access_log where principal = $1 and at >= $2 and kind = {(int)Domain.AccessLog.AccessKind.ExportEnded} and consumer is null");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = since });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && !row.IsDBNull(0) ? row.GetFieldValue<Instant>(0) : null;
    }

    /// <summary>Changes it as decided about how it stands, under the lock of holds: none is placed or released meanwhile.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="decide">What is to be recorded, with the state and the next look that follow; no event: nothing.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(ContractEnd? End, Problem? Problem)> Change(
        string principal, Func<ContractEnd?, Instant, NpgsqlTransaction, Task<ContractEndChange>> decide, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand(HoldSql.Take, connection, transaction)) await take.ExecuteNonQueryAsync(ct);
        var before = await Find(connection, transaction, principal, ct);
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var change = await decide(before, now, transaction);
        if (change.Problem is not null) return (null, change.Problem);
        if (change.Event is not { } body) return (before, null);
        await Record(transaction, principal, body, change.State, change.NextAt, now, ct);
        await transaction.CommitAsync(ct);
        return (ContractEnd.Apply(before, body), null);
    }

    /// <summary>Records an event with the state that follows, as part of a transaction.</summary>
    public async Task Record(NpgsqlTransaction transaction, string principal, object body, ContractEndState state, Instant? nextAt, Instant now, CancellationToken ct)
    {
        var append = new EventAppend(names, principal, now);
        append.Add(Stream, Guid.CreateVersion7(now.ToDateTimeOffset()), body);
        var command = append.ToCommand();
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                command,
                new(
                    $"""
                    insert into {VaultStore.Schema}.contract_end (principal, state, next_at) values ($1, $2, $3)
                    on conflict (principal) do update set state = excluded.state, next_at = excluded.next_at
                    """)
                {
                    Parameters =
                    {
                        new() { Value = principal }, new() { Value = (int)state },
                        new() { Value = (object?)nextAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        append.Check(command);
    }

    /// <summary>Does what cannot be undone unless something stands against it, under the lock of holds; else the end is put off.</summary>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> UnlessHeld(string principal, Duration pause, Func<Task> act, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand(HoldSql.Take, connection, transaction)) await take.ExecuteNonQueryAsync(ct);
        var isHeld = (await Obstacles(transaction, principal, ct)).Any;
        if (!isHeld)
        {
            await act();
        }
        else
        {
            var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
            await Record(transaction, principal, new ContractEndPutOff(now), ContractEndState.Approved, now + pause, now, ct);
        }

        await transaction.CommitAsync(ct);
        return !isHeld;
    }

    /// <summary>The database's present instant, which all servers share.</summary>
    public static async Task<Instant> DatabaseNow(NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", transaction.Connection, transaction);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return row.GetFieldValue<Instant>(0);
    }

    /// <summary>Those to look at now, by this server's clock and the database's: one that is wrong begins nothing early; each is looked at again after a pause, unless its state says otherwise.</summary>
    public async Task<List<(string Principal, ContractEndState State)>> Due(Instant now, Duration pause, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            update {VaultStore.Schema}.contract_end c set next_at = $2
            from (select principal from {VaultStore.Schema}.contract_end where next_at <= $1 and next_at <= clock_timestamp() order by next_at limit 10 for update skip locked) due
            where c.principal = due.principal returning c.principal, c.state
            """);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now + pause });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var due = new List<(string, ContractEndState)>();
        while (await rows.ReadAsync(ct)) due.Add((rows.GetString(0), (ContractEndState)rows.GetInt32(1)));
        return due;
    }

    /// <summary>Looks at one again at an instant.</summary>
    public async Task PutOff(string principal, Instant until, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"update {VaultStore.Schema}.contract_end set next_at = $2 where principal = $1 and next_at is not null");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = until });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Has an end begin again whose keys are destroyed: a backup of this database was put back from before it.</summary>
    public async Task BeginAgain(string principal, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            insert into {VaultStore.Schema}.contract_end (principal, state, next_at) values ($1, {(int)ContractEndState.Ending}, $2)
            on conflict (principal) do update set state = excluded.state, next_at = excluded.next_at where contract_end.state < excluded.state
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<ContractEndObstacles> Obstacles(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"select distinct hold from {VaultStore.Schema}.hold_anchor where principal = $1 order by hold limit 100") { Parameters = { new() { Value = principal } } },
                new(OpenInquiries) { Parameters = { new() { Value = principal } } },
                new($"select count(*) from {VaultStore.Schema}.access_request q where q.principal = $1 and {AccessRequests.IsUnanswered("q")}") { Parameters = { new() { Value = principal } } },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        var holds = new List<string>();
        while (await rows.ReadAsync(ct)) holds.Add(rows.GetString(0));
        await rows.NextResultAsync(ct);
        var inquiries = new List<string>();
        while (await rows.ReadAsync(ct)) inquiries.Add(rows.GetString(0));
        await rows.NextResultAsync(ct);
        await rows.ReadAsync(ct);
        return new(holds, inquiries, rows.GetInt64(0));
    }

    private static Task<ContractEnd?> Find(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, CancellationToken ct) =>
        StreamFold.Read<ContractEnd>(connection, transaction, principal, Stream, ContractEnd.Apply, ct);
}

/// <summary>What is done to the end of a contract.</summary>
/// <param name="Event">What is to be recorded; null: nothing.</param>
/// <param name="State">The state that follows.</param>
/// <param name="NextAt">When to look at it next; null: somebody has to decide.</param>
/// <param name="Problem">Why it cannot be; null: it can.</param>
public sealed record ContractEndChange(object? Event, ContractEndState State = ContractEndState.Requested, Instant? NextAt = null, Problem? Problem = null);
