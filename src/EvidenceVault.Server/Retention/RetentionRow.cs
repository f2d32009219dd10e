using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Retention;

/// <summary>How the retention of an exhibit stands: its term as last computed, what holds ask of it, and how far its deletion is. The facts stand on the exhibit's stream.</summary>
public sealed record RetentionRow(
    string Exhibit, Guid? Consumer, Instant? DueAt, RetentionTerm? Term, Guid? Trigger, Guid? Policy, IReadOnlyList<string> Anchors, long Generation, Instant? ReliedAt)
{
    /// <summary>Stands for a generation in which nothing was computed yet.</summary>
    public const long NotComputed = 0;

    private const string Columns = "exhibit, consumer, due_at, term, trigger, policy, anchors, generation, relied_at";

    private static readonly string Selected = $"select {Columns} from {VaultStore.Schema}.exhibit_retention where principal = $1 and state = 0 and ";

    /// <summary>Stands for one that nothing computes any more: it goes.</summary>
    public const long Final = long.MaxValue;

    /// <summary>What adds an exhibit whose bytes came in, in the transaction that says so. Its term is computed right after; about somebody who was erased, it goes at once.</summary>
    public static NpgsqlBatchCommand Add(string principal, Domain.Exhibits.Exhibit exhibit)
    {
        var thing = Holdables.Of(exhibit);
        return new(
            $"""
            insert into {VaultStore.Schema}.exhibit_retention (principal, exhibit, consumer, kind, size, recorded_at, anchors, state, generation, term, due_at, next_at)
            select $1, $2, $3, $4, $5, $6, case when $3 is null then $7 || cited else $7 end, 0, case when gone then {Final} else {NotComputed} end, case when gone then {(int)RetentionTerm.Erased} end,
                case when gone then now() end, case when gone then now() end
            from (
                select array(select {HoldAnchors.OfConsumer("o.consumer")} from {VaultStore.Schema}.exhibit_of_consumer o where o.principal = $1 and o.exhibit = $2) as cited,
                    case when $3 is not null then exists (select from {VaultStore.Schema}.erasure where principal = $1 and consumer = $3 and erased_at is not null)
                    else coalesce((
                        select bool_and(e.erased_at is not null) from {VaultStore.Schema}.exhibit_of_consumer o
                        left join {VaultStore.Schema}.erasure e on e.principal = o.principal and e.consumer = o.consumer where o.principal = $1 and o.exhibit = $2), false) end as gone) as person
            on conflict do nothing
            """)
        {
            Parameters =
            {
                new() { Value = principal },
                new() { Value = exhibit.Id },
                new() { Value = (object?)thing.Consumer ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (int)exhibit.Announced.Kind },
                new() { Value = exhibit.Announced.Size },
                new() { Value = thing.RecordedAt },
                new() { Value = HoldAnchors.Of(thing) },
            },
        };
    }

    /// <summary>The rows of consumers' exhibits that are not being deleted, locked until the transaction ends.</summary>
    public static Task<List<RetentionRow>> LockOf(NpgsqlTransaction transaction, string principal, Guid[] consumers, CancellationToken ct) =>
        Read(transaction, Selected + "consumer = any($2) order by exhibit for update", principal, consumers, ct);

    /// <summary>Rows about nobody named that were computed before a generation, locked likewise; another server's are passed over.</summary>
    public static Task<List<RetentionRow>> LockUnnamed(NpgsqlTransaction transaction, string principal, long generation, int most, CancellationToken ct) =>
        Read(transaction, Selected + "consumer is null and generation < $2 order by generation, exhibit limit $3 for update skip locked", principal, generation, ct, most);

    /// <summary>What writes rows as computed. What was already due and found held is looked at again.</summary>
    public static NpgsqlBatchCommand Save(string principal, List<RetentionRow> rows) => new(
        $"""
        update {VaultStore.Schema}.exhibit_retention r
        set due_at = n.due_at, next_at = n.due_at, term = n.term, trigger = n.trigger, policy = n.policy, generation = $2, anchors = string_to_array(n.anchors, ','), relied_at = n.relied_at
        from unnest($3, $4, $5, $6, $7, $8, $9) as n(exhibit, due_at, term, trigger, policy, anchors, relied_at)
        where r.principal = $1 and r.exhibit = n.exhibit and r.state = 0
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = rows[0].Generation },
            new() { Value = rows.ConvertAll(r => r.Exhibit) },
            new() { Value = rows.ConvertAll(r => r.DueAt), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new() { Value = rows.ConvertAll(r => (int)r.Term!.Value) },
            new() { Value = rows.ConvertAll(r => r.Trigger), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { Value = rows.ConvertAll(r => r.Policy), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            // No anchor has a comma in it.
            new() { Value = rows.ConvertAll(r => string.Join(',', r.Anchors)) },
            new() { Value = rows.ConvertAll(r => r.ReliedAt), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
        },
    };

    /// <summary>Whether two say the same of how long the exhibit is kept.</summary>
    public bool SaysSame(RetentionRow other) => (DueAt, Term, Trigger, Policy) == (other.DueAt, other.Term, other.Trigger, other.Policy);

    private static async Task<List<RetentionRow>> Read(NpgsqlTransaction transaction, string select, string principal, object value, CancellationToken ct, int? most = null)
    {
        await using var command = new NpgsqlCommand(select, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = value });
        if (most is { } limit) command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<RetentionRow>();
        while (await reader.ReadAsync(ct)) rows.Add(Read(reader));
        return rows;
    }

    private static RetentionRow Read(NpgsqlDataReader r) => new(
        r.GetString(0), r.IsDBNull(1) ? null : r.GetGuid(1), r.IsDBNull(2) ? null : r.GetFieldValue<Instant>(2), r.IsDBNull(3) ? null : (RetentionTerm)r.GetInt32(3),
        r.IsDBNull(4) ? null : r.GetGuid(4), r.IsDBNull(5) ? null : r.GetGuid(5), r.GetFieldValue<string[]>(6), r.GetInt64(7),
        r.IsDBNull(8) ? null : r.GetFieldValue<Instant>(8));
}

/// <summary>How far the deletion of an exhibit is. The numbers stand in rows.</summary>
public enum RetentionState
{
    /// <summary>It is kept.</summary>
    Kept = 0,

    /// <summary>It was claimed: it goes, and no hold can keep it any more.</summary>
    Claimed = 1,

    /// <summary>It is gone.</summary>
    Deleted = 2,
}
