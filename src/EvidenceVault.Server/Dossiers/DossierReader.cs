using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Store;
using Npgsql;

namespace EvidenceVault.Server.Dossiers;

/// <summary>Reads dossiers live from their streams: what was written is read.</summary>
public sealed class DossierReader(VaultDatabase database, IdentityCards cards, ExhibitStreams exhibitStreams)
{
    /// <summary>A consumer's dossier with what opens it; null where there is no such consumer.</summary>
    public async Task<OpenedDossier?> Load(string principal, Guid consumer, CancellationToken ct)
    {
        if (await Read(principal, consumer, ct) is not { } rows) return null;
        var facts = new List<RecordedFact>(rows.Events.Count);
        var annexes = new Dictionary<Guid, string>(rows.Events.Count);
        foreach (var e in rows.Events)
        {
            if (e.Data is not Fact fact) continue;
            facts.Add(new RecordedFact(e.Id, e.RecordedAt, e.Version, fact));
            if (e.Annex is { } annex) annexes[e.Id] = annex;
        }

        var exhibits = rows.Exhibits.GroupBy(e => e.Stream).Select(ExhibitStreams.Fold).OfType<Exhibit>().ToDictionary(e => e.Id, StringComparer.Ordinal);
        var cited = Cited(facts).Where(id => !exhibits.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, exhibit) in await exhibitStreams.LoadMany(principal, cited, ct)) exhibits[id] = exhibit;
        var card = await cards.Open(principal, consumer, rows.Card, ct);
        return new OpenedDossier(new Dossier(principal, consumer, facts, [.. exhibits.Values.OrderBy(e => e.Id, StringComparer.Ordinal)]), card, annexes);
    }

    // The card, the facts, and the exhibits that name the consumer, in one round trip.
    private async Task<(byte[] Card, List<StoredEvent> Events, List<StoredEvent> Exhibits)?> Read(string principal, Guid consumer, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select card from vault.identity_card where principal = $1 and consumer = $2")
                {
                    Parameters = { new() { Value = principal }, new() { Value = consumer } },
                },
                new($"select {StoredEvent.Columns} from vault.mt_events where tenant_id = $1 and stream_id = $2 order by version")
                {
                    Parameters = { new() { Value = principal }, new() { Value = Streams.Dossier(consumer) } },
                },
                new(
                    $"""
                    select {StoredEvent.Columns} from vault.mt_events
                    where tenant_id = $1 and type = any($3)
                      and stream_id = any(array(select 'exhibit/' || exhibit from vault.exhibit_of_consumer where principal = $1 and consumer = $2))
                    order by stream_id, version
                    """)
                {
                    Parameters = { new() { Value = principal }, new() { Value = consumer }, new() { Value = ExhibitStreams.BearingTypes } },
                },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) return null;
        var card = rows.GetFieldValue<byte[]>(0);
        return (card, await Events(rows, ct), await Events(rows, ct));
    }

    private static async Task<List<StoredEvent>> Events(NpgsqlDataReader rows, CancellationToken ct)
    {
        await rows.NextResultAsync(ct);
        var events = new List<StoredEvent>();
        while (await rows.ReadAsync(ct)) events.Add(StoredEvent.Read(rows));
        return events;
    }

    private static IEnumerable<string> Cited(List<RecordedFact> facts) =>
        facts.SelectMany(f => (f.Fact.Exhibits ?? []).Concat(f.Fact is CorrectionMade { Corrected.Exhibits: { } corrected } ? corrected : []));
}

/// <summary>A dossier with the card and the annexes that its consumer's key opens.</summary>
public sealed class OpenedDossier(Dossier dossier, OpenedCard card, IReadOnlyDictionary<Guid, string> annexes)
{
    private readonly Dictionary<Guid, Annex> _opened = [];

    public Dossier Dossier => dossier;

    /// <summary>Who it is about; null where that was erased.</summary>
    public IdentityCard? Card => card.Card;

    public bool IsErased => card.Keys is null;

    /// <summary>The annex of an event; null where it has none or it was erased.</summary>
    public Annex? AnnexOf(Guid eventId)
    {
        if (card.Keys is not { } keys || !annexes.TryGetValue(eventId, out var annex)) return null;
        return _opened.TryGetValue(eventId, out var opened) ? opened : _opened[eventId] = AnnexCodec.Open(annex, eventId, keys);
    }

    /// <summary>The client's reference of an event; null where it was erased.</summary>
    public string? RefOf(Guid eventId) => AnnexOf(eventId)?.Ref;
}
