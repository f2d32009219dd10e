using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Packs.Campaigns;

/// <summary>Tells whether a hold covers anything of a campaign pack: its campaign, its callers, its period, or a person who was called.</summary>
public static class HoldsOnCampaigns
{
    /// <summary>Whether one does, within a transaction that has the lock of holds.</summary>
    public static async Task<bool> Any(NpgsqlTransaction transaction, string principal, PackCampaign campaign, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select exists (
                select from {VaultStore.Schema}.hold_anchor a join {VaultStore.Schema}.retention_hold h on h.principal = a.principal and h.ref = a.hold
                where a.principal = $1
                  and (a.anchor = any($2) or $3 and a.anchor like 'p:%' or a.anchor like 'c:%' and exists (
                    select from {VaultStore.Schema}.judged_call c where c.principal = $1 and c.campaign = $4 and c.started_at >= $5 and c.started_at < $6
                      and a.anchor = 'c:' || replace(c.consumer::text, '-', '')))
                  and (h.campaigns is null or h.campaigns && $2) and ($3 or h.parties is null or h.parties && $2)
                  and (h.from_at is null or h.from_at < $6) and (h.to_at is null or h.to_at > $5))
            """, transaction.Connection, transaction);
        string[] anchors = [HoldAnchors.Everything, HoldAnchors.Campaign(campaign.Campaign), .. (campaign.Agencies ?? []).Select(HoldAnchors.Party)];
        foreach (var value in (object[])[principal, anchors, campaign.Agencies is null, campaign.Campaign, Amsterdam.StartOf(campaign.From), Amsterdam.StartOf(campaign.To)])
            command.Parameters.Add(new() { Value = value });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
