using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Retention;

/// <summary>An exhibit that goes.</summary>
/// <param name="Principal">Whose it is.</param>
/// <param name="Exhibit">Its id.</param>
/// <param name="Consumer">Whom it is about; null: nobody named.</param>
/// <param name="DueAt">The last instant it was to be kept.</param>
/// <param name="Term">The term that ended.</param>
/// <param name="Trigger">What the term was counted from.</param>
/// <param name="Policy">The event that set the policy.</param>
/// <param name="ClaimedAt">When it was claimed.</param>
/// <param name="Attempts">How often its deletion failed.</param>
public sealed record Claim(
    string Principal, string Exhibit, Guid? Consumer, Instant DueAt, RetentionTerm Term, Guid? Trigger, Guid? Policy, Instant ClaimedAt, int Attempts);

/// <summary>Claims what is due and no hold keeps. Each claim is one server's for a while, and then anyone's.</summary>
public sealed class Claims(VaultDatabase database)
{
    // Within these, whoever claimed it is taken to be at work still.
    private static readonly Duration Lease = Duration.FromMinutes(2);

    // What a hold keeps is looked at again so often: released, it goes within the hour.
    private static readonly Duration WhileHeld = Duration.FromMinutes(30);

    // Facts came in that may move its term, or the book changed: those are judged first.
    private static readonly Duration WhileNotJudged = Duration.FromSeconds(30);

    private const string Columns = "r.principal, r.exhibit, r.consumer, r.due_at, r.term, r.trigger, r.policy, r.claimed_at, r.attempts, r.state, s.holds";

    /// <summary>
    /// A hold placed before this has the lock keeps what it covers; one placed later is told what was claimed. Nothing is claimed by a term that a fact,
    /// a policy or a mandate recorded before may have moved.
    /// </summary>
    private static readonly string Take =
        $"""
        with due as materialized (
            select r.* from {VaultStore.Schema}.exhibit_retention r where r.state = 0 and r.next_at < $1 order by r.next_at limit $2 for update skip locked),
        seen as (
            select r.principal, r.exhibit,
                array(select h.ref {HoldSql.Keeping("r")}) as holds,
                {RetentionStandings.IsCurrent("$1")} as judged
            from due r)
        update {VaultStore.Schema}.exhibit_retention r set
            state = case when s.judged and s.holds = '{"{}"}' then 1 else 0 end,
            claimed_at = case when s.judged and s.holds = '{"{}"}' then $1 end,
            next_at = case when not s.judged then $3 when s.holds = '{"{}"}' then $4 else $5 end
        from seen s where r.principal = s.principal and r.exhibit = s.exhibit
        returning {Columns}
        """;

    /// <summary>Looks at some of what is due: how many, and those of them that go.</summary>
    public async Task<(int Looked, List<Claim> Claimed)> New(Instant now, int most, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var share = new NpgsqlCommand(HoldSql.Share, connection, transaction)) await share.ExecuteNonQueryAsync(ct);
        var claimed = new List<Claim>();
        var looked = 0;
        var kept = new HashSet<(string, string)>();
        await using (var take = new NpgsqlCommand(Take, connection, transaction))
        {
            foreach (var value in (object[])[now, most, now + WhileNotJudged, now + Lease, now + WhileHeld]) take.Parameters.Add(new() { Value = value });
            await using var rows = await take.ExecuteReaderAsync(ct);
            for (; await rows.ReadAsync(ct); looked++)
            {
                if (rows.GetInt32(9) == (int)RetentionState.Claimed) claimed.Add(Read(rows));
                else foreach (var hold in rows.GetFieldValue<string[]>(10)) kept.Add((rows.GetString(0), hold));
            }
        }

        if (kept.Count > 0) await NoteConflicts(transaction, kept, now, ct);
        await transaction.CommitAsync(ct);
        return (looked, claimed);
    }

    /// <summary>Takes up what was claimed and not finished.</summary>
    public async Task<List<Claim>> Unfinished(Instant now, int most, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            with left_over as materialized (
                select principal, exhibit, '{"{}"}'::text[] as holds from {VaultStore.Schema}.exhibit_retention where state = 1 and next_at < $1
                order by next_at limit $2 for update skip locked)
            update {VaultStore.Schema}.exhibit_retention r set next_at = $3 from left_over s where r.principal = s.principal and r.exhibit = s.exhibit
            returning {Columns}
            """);
        foreach (var value in (object[])[now, most, now + Lease]) command.Parameters.Add(new() { Value = value });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var claims = new List<Claim>();
        while (await rows.ReadAsync(ct)) claims.Add(Read(rows));
        return claims;
    }

    /// <summary>Notes that a deletion failed, and when it is tried again.</summary>
    public async Task PutOff(Claim claim, string fault, Instant until, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"update {VaultStore.Schema}.exhibit_retention set attempts = attempts + 1, fault = $3, next_at = $4 where principal = $1 and exhibit = $2 and state = 1");
        foreach (var value in (object[])[claim.Principal, claim.Exhibit, fault, until]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    // From now on somebody has to weigh the hold against the term.
    private static async Task NoteConflicts(NpgsqlTransaction transaction, HashSet<(string Principal, string Hold)> kept, Instant now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            update {VaultStore.Schema}.retention_hold h set conflict_since = $3, usable_until = greatest(h.usable_until, $4)
            from unnest($1, $2) as k(principal, hold) where h.principal = k.principal and h.ref = k.hold and h.conflict_since is null
            """, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = kept.Select(k => k.Principal).ToArray() });
        command.Parameters.Add(new() { Value = kept.Select(k => k.Hold).ToArray() });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = Domain.Judging.Amsterdam.EndOfTerm(now, Hold.TimeToDecide), NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Claim Read(NpgsqlDataReader r) => new(
        r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetGuid(2), r.GetFieldValue<Instant>(3), (RetentionTerm)r.GetInt32(4), r.IsDBNull(5) ? null : r.GetGuid(5),
        r.IsDBNull(6) ? null : r.GetGuid(6), r.GetFieldValue<Instant>(7), r.GetInt32(8));
}
