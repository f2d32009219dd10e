using System.Text.Json;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Suppressions;

/// <summary>The entries that a lane's batch adds to the feed, in the transaction that appends their events.</summary>
/// <remarks>They get no place in the feed here: the lanes of several servers commit in any order, and a place must never come before one that was handed out.</remarks>
public sealed class SuppressionRows(string principal, Instant recordedAt)
{
    private readonly List<Row> _rows = [];

    public void Add(Guid consumer, byte[] numberMac, SuppressionEntry entry) => _rows.Add(new(_rows.Count, consumer, numberMac, entry));

    /// <summary>
    /// What writes them: first those that correct nothing, then other versions of a no, then corrections of a no to something else, which must find it
    /// to be told of. A correction names its target by event or by reference, and counts as in a dossier: by the target's own uploader or the principal.
    /// </summary>
    public IEnumerable<NpgsqlBatchCommand> ToCommands()
    {
        foreach (var pass in _rows.GroupBy(r => r.Entry.Kind == SuppressionKind.Corrected ? 2 : r.Entry.Corrects is null ? 0 : 1).OrderBy(g => g.Key))
            yield return Command([.. pass], mustFind: pass.Key == 2);
    }

    private NpgsqlBatchCommand Command(List<Row> rows, bool mustFind) => new(
        $"""
        insert into {VaultStore.Schema}.suppression
            (principal, event_id, consumer, number_mac, kind, occurred_at, recorded_at, place, uploaded_by, ref_mac, campaign, products, one_consent, corrects)
        select $1, e.event_id, e.consumer, e.number_mac, e.kind, e.occurred_at, $2, e.place, e.uploaded_by, e.ref_mac, e.campaign, e.products, e.one_consent, t.event_id
        from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            as e(event_id, consumer, number_mac, kind, occurred_at, place, uploaded_by, ref_mac, campaign, products, one_consent, corrects, corrects_ref)
        {(mustFind ? "join" : "left join")} lateral (
            select s.event_id from {VaultStore.Schema}.suppression s
            where s.principal = $1 and s.consumer = e.consumer and (s.event_id = e.corrects or s.ref_mac = e.corrects_ref) and (e.uploaded_by = $1 or e.uploaded_by = s.uploaded_by)
            order by s.event_id = e.corrects desc, s.event_id limit 1) t on true
        """)
    {
        Parameters =
        {
            new() { Value = principal },
            new() { Value = recordedAt },
            new() { Value = rows.ConvertAll(r => r.Entry.EventId) },
            new() { Value = rows.ConvertAll(r => r.Consumer) },
            new() { Value = rows.ConvertAll(r => r.NumberMac) },
            new() { Value = rows.ConvertAll(r => (int)r.Entry.Kind) },
            new() { Value = rows.ConvertAll(r => r.Entry.At) },
            new() { Value = rows.ConvertAll(r => r.Place) },
            new() { Value = rows.ConvertAll(r => r.Entry.UploadedBy) },
            new() { Value = rows.ConvertAll(r => r.Entry.RefMac) },
            new() { Value = rows.ConvertAll(r => r.Entry.Campaign), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = rows.ConvertAll(r => r.Entry.Products is { } p ? JsonSerializer.Serialize(p, VaultJson.Options) : null), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            new() { Value = rows.ConvertAll(r => r.Entry.OneConsent) },
            new() { Value = rows.ConvertAll(r => r.Entry.Corrects?.EventId), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { Value = rows.ConvertAll(r => r.Entry.Corrects?.RefMac), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        },
    };

    private sealed record Row(int Place, Guid Consumer, byte[] NumberMac, SuppressionEntry Entry);
}
