using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Retention;

/// <summary>What is done to a hold.</summary>
/// <param name="Event">What is to be recorded; null: nothing, it is so already.</param>
/// <param name="Problem">Why it cannot be; null: it can.</param>
public sealed record HoldChange(object? Event, Problem? Problem = null);

/// <summary>Holds: their events, and the rows by which the database finds them, always in one transaction.</summary>
public sealed class HoldStore(VaultDatabase database, Erasure.Obstacles obstacles, EventNames names, IClock clock)
{
    /// <summary>A hold as it stands.</summary>
    public async Task<HoldStanding?> Find(string principal, string hold, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        return await Find(connection, null, principal, hold, ct);
    }

    /// <summary>Those after one, in order of their references.</summary>
    public async Task<List<HoldStanding>> List(string principal, Paging paging, CancellationToken ct)
    {
        var refs = new List<string>();
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using (var command = new NpgsqlCommand(
            $"select ref from {VaultStore.Schema}.retention_hold where principal = $1 and ref collate \"C\" > $2 order by ref collate \"C\" limit $3", connection))
        {
            foreach (var value in (object[])[principal, paging.After, paging.Limit + 1]) command.Parameters.Add(new() { Value = value });
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) refs.Add(rows.GetString(0));
        }

        var holds = new List<HoldStanding>(refs.Count);
        foreach (var hold in refs)
            if (await Find(connection, null, principal, hold, ct) is { } found) holds.Add(found);
        return holds;
    }

    /// <summary>Changes a hold as decided about how it stands, alone of all that place holds or delete.</summary>
    /// <returns>How it stands then, or why it was not changed; and, where it was placed, what of its scope was under way already.</returns>
    public async Task<(HoldStanding? Hold, Problem? Problem, HoldReach Reach)> Change(
        string principal, string hold, Func<Hold?, Instant, HoldChange> decide, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var take = new NpgsqlCommand(HoldSql.Take, connection, transaction)) await take.ExecuteNonQueryAsync(ct);
        var (standing, problem) = await Change(transaction, principal, hold, decide, ct);
        if (problem is not null) return (null, problem, new([], []));
        var reach = standing!.Hold.Stands ? new HoldReach(await Claimed(transaction, principal, hold, ct), await Stopped(transaction, principal, hold, ct)) : new([], []);
        await transaction.CommitAsync(ct);
        return (standing, null, reach);
    }

    /// <summary>The same within a transaction that has the lock already.</summary>
    public async Task<(HoldStanding? Hold, Problem? Problem)> Change(
        NpgsqlTransaction transaction, string principal, string hold, Func<Hold?, Instant, HoldChange> decide, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        var before = await Find(connection, transaction, principal, hold, ct);
        var now = Instants.CutToMicroseconds(clock.GetCurrentInstant());
        var change = decide(before?.Hold, now);
        if (change.Problem is not null) return (null, change.Problem);
        if (change.Event is not { } body) return (before, null);
        var after = Hold.Apply(before?.Hold, body)!;
        var append = new EventAppend(names, principal, now);
        append.Add(Streams.Hold(hold), Guid.CreateVersion7(now.ToDateTimeOffset()), body);
        var command = append.ToCommand();
        await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command } })
        {
            foreach (var row in Rows(principal, after, before?.ConflictSince)) batch.BatchCommands.Add(row);
            await batch.ExecuteNonQueryAsync(ct);
        }

        append.Check(command);
        return (await Find(connection, transaction, principal, hold, ct), null);
    }

    private static IEnumerable<NpgsqlBatchCommand> Rows(string principal, Hold hold, Instant? conflictSince)
    {
        var scope = hold.Placed.Scope;
        yield return Command(
            $"""
            insert into {VaultStore.Schema}.retention_hold (principal, ref, campaigns, parties, from_at, to_at, keeps_past_term) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (principal, ref) do update set keeps_past_term = excluded.keeps_past_term, usable_until = coalesce($8, retention_hold.usable_until)
            """,
            principal, hold.Placed.Hold, Typed(scope.Campaigns?.Select(HoldAnchors.Campaign).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Typed(scope.Parties?.Select(HoldAnchors.Party).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Typed(scope.FromInstant, NpgsqlDbType.TimestampTz), Typed(scope.ToInstant, NpgsqlDbType.TimestampTz), hold.KeepsPastTerm,
            Typed(conflictSince is { } since ? hold.UsableUntil(since) : null, NpgsqlDbType.TimestampTz));
        if (hold.Stands)
            yield return Command(
                $"insert into {VaultStore.Schema}.hold_anchor (principal, anchor, hold) select $1, a, $2 from unnest($3) a on conflict do nothing", principal, hold.Placed.Hold, HoldAnchors.Of(scope));
        else
            yield return Command($"delete from {VaultStore.Schema}.hold_anchor where principal = $1 and hold = $2", principal, hold.Placed.Hold);
        // What it kept past its term goes within the hour, when it is looked at next.
    }

    private static async Task<HoldStanding?> Find(NpgsqlConnection connection, NpgsqlTransaction? transaction, string principal, string hold, CancellationToken ct)
    {
        if (await StreamFold.Read<Hold>(connection, transaction, principal, Streams.Hold(hold), Hold.Apply, ct) is not { } found) return null;
        await using var command = new NpgsqlCommand($"select conflict_since, usable_until from {VaultStore.Schema}.retention_hold where principal = $1 and ref = $2", connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = hold });
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new(found, row.IsDBNull(0) ? null : row.GetFieldValue<Instant>(0), row.IsDBNull(1) ? null : row.GetFieldValue<Instant>(1));
    }

    private static async Task<IReadOnlyList<string>> Claimed(NpgsqlTransaction transaction, string principal, string hold, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select r.exhibit from {VaultStore.Schema}.exhibit_retention r
            where r.principal = $1 and r.state = 1 and exists (select {HoldSql.Covering("r")} and h.ref = $2) order by r.exhibit
            """, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = hold });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var claimed = new List<string>();
        while (await rows.ReadAsync(ct)) claimed.Add(rows.GetString(0));
        return claimed;
    }

    // Whoever is to be erased and is there still: the erasing looks for holds again when it begins.
    private async Task<IReadOnlyList<Guid>> Stopped(NpgsqlTransaction transaction, string principal, string hold, CancellationToken ct)
    {
        var going = new List<Guid>();
        await using (var command = new NpgsqlCommand(
            $"select consumer from {VaultStore.Schema}.erasure where principal = $1 and state = {(int)Erasure.ErasureState.Erasing} and erased_at is null order by consumer", transaction.Connection, transaction))
        {
            command.Parameters.Add(new() { Value = principal });
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) going.Add(rows.GetGuid(0));
        }

        var stopped = new List<Guid>();
        foreach (var consumer in going)
            if ((await obstacles.Of(transaction, principal, consumer, ct)).Holds.Contains(hold)) stopped.Add(consumer);
        return stopped;
    }

    private static NpgsqlParameter Typed(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        return command;
    }
}

/// <summary>What a hold found under way when it was placed.</summary>
/// <param name="Claimed">Exhibits that were claimed for deletion already, and go.</param>
/// <param name="Stopped">Persons whose erasure was decided and that it stops.</param>
public sealed record HoldReach(IReadOnlyList<string> Claimed, IReadOnlyList<Guid> Stopped);

/// <summary>A hold with what the sweep noted of it.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="ConflictSince">When it first kept something past its term; null: it has not.</param>
/// <param name="UsableUntil">Until when what it keeps so may be used; null: it keeps nothing so.</param>
public sealed record HoldStanding(Hold Hold, Instant? ConflictSince, Instant? UsableUntil);
