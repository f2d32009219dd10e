using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Suppressions;

/// <summary>Reads, for dossiers, which parties have processed their suppressions: of each party the first acknowledgement that reached one.</summary>
public static class Acknowledgements
{
    // An index look-up for each party: of an old suppression thousands of acknowledgements lie beyond its place.
    private const string Sql =
        $"""
        select s.consumer, s.event_id, a.party, a.acknowledged_at, a.recorded_at
        from {VaultStore.Schema}.suppression s
        join {VaultStore.Schema}.suppression_reader r on r.principal = s.principal and r.position >= s.position
        cross join lateral (
            select a.party, a.acknowledged_at, a.recorded_at from {VaultStore.Schema}.suppression_acknowledgement a
            where a.principal = s.principal and a.party = r.party and a.position >= s.position order by a.position limit 1) a
        """;

    /// <summary>Asks for those of the suppressions of consumers. What only tells of a correction needs none.</summary>
    public static NpgsqlBatchCommand Of(string principal, Guid[] consumers) => new($"{Sql} where s.principal = $1 and s.consumer = any($2) and s.kind <> $3")
    {
        Parameters = { new() { Value = principal }, new() { Value = consumers }, new() { Value = (int)SuppressionKind.Corrected } },
    };

    /// <summary>Asks for those of one suppression.</summary>
    public static NpgsqlBatchCommand OfOne(string principal, Guid suppression) => new($"{Sql} where s.principal = $1 and s.event_id = $2")
    {
        Parameters = { new() { Value = principal }, new() { Value = suppression } },
    };

    /// <summary>The next result, by consumer.</summary>
    public static async Task<ILookup<Guid, Acknowledgement>> Read(NpgsqlDataReader rows, CancellationToken ct)
    {
        await rows.NextResultAsync(ct);
        var found = new List<(Guid Consumer, Acknowledgement Said)>();
        while (await rows.ReadAsync(ct))
            found.Add((rows.GetGuid(0), new(rows.GetString(2), rows.GetGuid(1), rows.GetFieldValue<Instant>(3), rows.GetFieldValue<Instant>(4))));
        return found.ToLookup(f => f.Consumer, f => f.Said);
    }
}
