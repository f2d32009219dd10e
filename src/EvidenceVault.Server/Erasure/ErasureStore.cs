using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Erasure;

/// <summary>How far an erasure is. The numbers stand in rows.</summary>
public enum ErasureState
{
    /// <summary>Asked for; the card is restricted.</summary>
    Requested = 0,

    /// <summary>It was decided that the card stays restricted while something stands against it.</summary>
    Restricted = 1,

    /// <summary>It was decided that it goes; card, key and packs are being destroyed.</summary>
    Erasing = 2,

    /// <summary>It is done.</summary>
    Erased = 3,
}

/// <summary>Erasures: their events, and the rows by which those under way are found.</summary>
public sealed class ErasureStore(VaultDatabase database, EventNames names, DestructionClock clock)
{
    public async Task<Domain.Retention.Erasure?> Find(string principal, Guid consumer, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        return await Find(connection, null, principal, consumer, ct);
    }

    /// <summary>Changes an erasure as decided about how it stands, under the lock of holds: none is placed or released meanwhile.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="consumer">Whom it is about.</param>
    /// <param name="decide">What is to be recorded, with the state and the next look that follow; null: nothing.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(Domain.Retention.Erasure? Erasure, Problem? Problem)> Change(
        string principal, Guid consumer, Func<Domain.Retention.Erasure?, Instant, NpgsqlTransaction, Task<ErasureChange>> decide, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand(HoldSql.Take, connection, transaction)) await take.ExecuteNonQueryAsync(ct);
        var before = await Find(connection, transaction, principal, consumer, ct);
        var now = await clock.Now(ct);
        var change = await decide(before, now, transaction);
        if (change.Problem is not null) return (null, change.Problem);
        if (change.Event is not { } body) return (before, null);
        await Record(transaction, principal, consumer, body, change.State, change.NextAt, now, ct);
        await transaction.CommitAsync(ct);
        return (Domain.Retention.Erasure.Apply(before, body), null);
    }

    /// <summary>Records an event with the state that follows, as part of a transaction.</summary>
    public async Task Record(NpgsqlTransaction transaction, string principal, Guid consumer, object body, ErasureState state, Instant? nextAt, Instant now, CancellationToken ct)
    {
        var append = new EventAppend(names, principal, now);
        append.Add(Streams.Erasure(consumer), Guid.CreateVersion7(now.ToDateTimeOffset()), body);
        var command = append.ToCommand();
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                command,
                new(
                    $"""
                    insert into {VaultStore.Schema}.erasure (principal, consumer, state, next_at, erased_at) values ($1, $2, $3, $4, $5)
                    on conflict (principal, consumer) do update set state = excluded.state, next_at = excluded.next_at, erased_at = excluded.erased_at
                    """)
                {
                    Parameters =
                    {
                        new() { Value = principal }, new() { Value = consumer }, new() { Value = (int)state },
                        new() { Value = (object?)nextAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                        new() { Value = body is ConsumerErased or ConsumerExpired ? now : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                    },
                },
                new($"update {VaultStore.Schema}.identity_card set is_restricted = true where principal = $1 and consumer = $2 and not is_restricted")
                {
                    Parameters = { new() { Value = principal }, new() { Value = consumer } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        append.Check(command);
    }

    /// <summary>Those to look at now.</summary>
    public async Task<List<(string Principal, Guid Consumer, ErasureState State)>> Due(Instant now, int most, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select principal, consumer, state from {VaultStore.Schema}.erasure where next_at <= $1 order by next_at limit $2");
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = most });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var due = new List<(string, Guid, ErasureState)>();
        while (await rows.ReadAsync(ct)) due.Add((rows.GetString(0), rows.GetGuid(1), (ErasureState)rows.GetInt32(2)));
        return due;
    }

    /// <summary>Looks at one again later.</summary>
    public async Task PutOff(string principal, Guid consumer, Instant until, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"update {VaultStore.Schema}.erasure set next_at = $3 where principal = $1 and consumer = $2 and next_at is not null");
        foreach (var value in (object[])[principal, consumer, until]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whoever was erased, by any server, since an instant.</summary>
    public async Task<List<Guid>> ErasedSince(Instant since, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select consumer from {VaultStore.Schema}.erasure where erased_at >= $1");
        command.Parameters.Add(new() { Value = since });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var erased = new List<Guid>();
        while (await rows.ReadAsync(ct)) erased.Add(rows.GetGuid(0));
        return erased;
    }

    private static Task<Domain.Retention.Erasure?> Find(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, Guid consumer, CancellationToken ct) =>
        StreamFold.Read<Domain.Retention.Erasure>(connection, transaction, principal, Streams.Erasure(consumer), Domain.Retention.Erasure.Apply, ct);
}

/// <summary>What is done to an erasure.</summary>
/// <param name="Event">What is to be recorded; null: nothing.</param>
/// <param name="State">The state that follows.</param>
/// <param name="NextAt">When to look at it next; null: somebody has to decide.</param>
/// <param name="Problem">Why it cannot be; null: it can.</param>
public sealed record ErasureChange(object? Event, ErasureState State = ErasureState.Requested, Instant? NextAt = null, Problem? Problem = null);
