using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Packs.Campaigns.Gathering;

/// <summary>Finds the dossiers in which calls of a campaign stand, by the events alone, and counts these calls as they were handed in.</summary>
public sealed class CampaignDossiers(VaultDatabase database)
{
    /// <summary>The consumers, each with how many calls in scope were handed in about it before any correction.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Find(string principal, PackRequested asked, CancellationToken ct)
    {
        // A correction may bring a call into the scope, so its dossier is looked at too.
        await using var command = database.Source.CreateCommand(
            $"""
            select stream_id, count(*) filter (where type = $6)::int from {VaultStore.Schema}.mt_events
            where tenant_id = $1 and timestamp <= $2 and (
                type = $6 and data ->> 'campaign' = $3 and (data ->> 'occurredAt')::timestamptz >= $4 and (data ->> 'occurredAt')::timestamptz < $5
                or type = $7 and data -> 'corrected' ->> 'campaign' = $3 and data -> 'corrected' ->> 'type' = $6)
            group by 1 order by 1
            """);
        var scope = asked.Campaign!;
        foreach (var value in (object[])[principal, asked.AsOf, scope.Campaign, Amsterdam.StartOf(scope.From), Amsterdam.StartOf(scope.To), CallAttempted.TypeName, CorrectionMade.TypeName])
            command.Parameters.Add(new() { Value = value });
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<Guid, int>();
        while (await rows.ReadAsync(ct))
            if (Guid.TryParseExact(rows.GetString(0)[(rows.GetString(0).IndexOf('/', StringComparison.Ordinal) + 1)..], "N", out var consumer)) found[consumer] = rows.GetInt32(1);
        return found;
    }

    /// <summary>The same count, by a dossier that was read.</summary>
    public static int HandedIn(Dossier dossier, PackRequested asked)
    {
        var (from, to) = (Amsterdam.StartOf(asked.Campaign!.From), Amsterdam.StartOf(asked.Campaign.To));
        return dossier.Facts.Count(f => f.RecordedAt <= asked.AsOf && f.Fact is CallAttempted && f.Fact.Campaign == asked.Campaign.Campaign && f.OccurredAt >= from && f.OccurredAt < to);
    }
}
