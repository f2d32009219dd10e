using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary><c>GET P/retention/conflicts</c>: the holds that keep recordings past their terms, those first about which must be decided first.</summary>
public sealed class ListConflicts(HoldStore holds, VaultDatabase database, IClock clock)
{
    private const int Most = 1_000;

    public async Task<IResult> Get(string principal, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var rows = new List<(string Hold, long Count)>();
        await using (var command = database.Source.CreateCommand(
            $"""
            select h.ref, (
                select count(*) from {VaultStore.Schema}.exhibit_retention r
                where r.principal = h.principal and r.state = 0 and r.due_at < $2 and {HoldSql.Rest("r")}
                    and exists (select from {VaultStore.Schema}.hold_anchor a where a.principal = h.principal and a.hold = h.ref and a.anchor = any(r.anchors)))
            from {VaultStore.Schema}.retention_hold h
            where h.principal = $1 and h.keeps_past_term and h.conflict_since is not null order by h.usable_until, h.ref limit {Most}
            """))
        {
            command.Parameters.Add(new() { Value = principal });
            command.Parameters.Add(new() { Value = now });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) rows.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        var conflicts = new List<ConflictView>(rows.Count);
        foreach (var (hold, count) in rows)
            if (count > 0 && await holds.Find(principal, hold, ct) is { } found) conflicts.Add(new(HoldView.Of(found, now), count));
        return Results.Json(new Page<ConflictView>(conflicts, null), VaultJson.Answers);
    }
}

/// <summary>A hold that keeps recordings past their terms.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="Exhibits">How many exhibits it keeps so now.</param>
public sealed record ConflictView(HoldView Hold, long Exhibits);
