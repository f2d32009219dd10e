using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>How the retention of a stored exhibit stands.</summary>
/// <param name="DueAt">The last instant it is kept.</param>
/// <param name="Term">The term that decides; null: not computed yet.</param>
/// <param name="Trigger">What it is counted from.</param>
/// <param name="Policy">The event that set the policy.</param>
/// <param name="IsCurrent">Whether nothing that may move it was recorded since it was computed.</param>
/// <param name="Holds">The holds that keep it.</param>
/// <param name="IsRestricted">Whether it is kept past its term by holds that nobody decided about in time.</param>
public sealed record RetentionStanding(
    Instant? DueAt, RetentionTerm? Term, Guid? Trigger, Guid? Policy, bool IsCurrent, IReadOnlyList<string> Holds, bool IsRestricted);

/// <summary>Reads how the retention of exhibits stands.</summary>
public sealed class RetentionStandings(VaultDatabase database)
{
    /// <summary>Whether a term (of <c>r</c>) is not behind what is recorded, or what time alone has changed by now.</summary>
    public static string IsCurrent(string now) =>
        $"""
        (not exists (select from {VaultStore.Schema}.judging_due j where j.principal = r.principal and j.consumer = r.consumer)
        and not exists (select from {VaultStore.Schema}.judged_dossier j where j.principal = r.principal and j.consumer = r.consumer and j.changes_at < {now})
        and exists (select from {VaultStore.Schema}.judged_book b where b.principal = r.principal and b.generation <= r.generation
            and b.book >= (select version from {VaultStore.Schema}.mt_streams where tenant_id = r.principal and id = 'book/' || r.principal)))
        """;

    /// <summary>The references of the holds that keep a thing (<c>r</c>).</summary>
    public static readonly string Holds =
        $"array(select h.ref {HoldSql.Keeping("r")} order by h.ref collate \"C\")";

    /// <summary>By exhibit; those whose bytes never came are left out.</summary>
    public async Task<IReadOnlyDictionary<string, RetentionStanding>> Of(string principal, string[] exhibits, Instant now, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select r.exhibit, r.due_at, r.term, r.trigger, r.policy, r.state > 0 or {IsCurrent("$2")}, case when r.state = 0 then {Holds} else '{"{}"}' end,
                r.state = 0 and r.due_at < $2 and not exists (select {HoldSql.Keeping("r")} and (h.usable_until is null or h.usable_until > $2))
                and exists (select {HoldSql.Keeping("r")})
            from {VaultStore.Schema}.exhibit_retention r where r.principal = $1 and r.exhibit = any($3)
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = exhibits });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<string, RetentionStanding>(exhibits.Length, StringComparer.Ordinal);
        while (await rows.ReadAsync(ct)) found[rows.GetString(0)] = Read(rows);
        return found;
    }

    /// <summary>What asks which exhibits of consumers a hold keeps now.</summary>
    public static NpgsqlBatchCommand HeldOf(string principal, Guid[] consumers) => new(
        $"select r.exhibit from {VaultStore.Schema}.exhibit_retention r where r.principal = $1 and r.consumer = any($2) and r.state = 0 and exists (select {HoldSql.Keeping("r")})")
    {
        Parameters = { new() { Value = principal }, new() { Value = consumers } },
    };

    /// <summary>Reads the answer of it, which is the next.</summary>
    public static async Task<HashSet<string>> ReadHeld(NpgsqlDataReader rows, CancellationToken ct)
    {
        await rows.NextResultAsync(ct);
        var held = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct)) held.Add(rows.GetString(0));
        return held;
    }

    private static RetentionStanding Read(NpgsqlDataReader r) => new(
        r.IsDBNull(1) ? null : r.GetFieldValue<Instant>(1), r.IsDBNull(2) ? null : (RetentionTerm)r.GetInt32(2), r.IsDBNull(3) ? null : r.GetGuid(3),
        r.IsDBNull(4) ? null : r.GetGuid(4), r.GetBoolean(5), r.GetFieldValue<string[]>(6), !r.IsDBNull(7) && r.GetBoolean(7));
}
