using System.Collections.Immutable;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Suppressions;
using EvidenceVault.Server.Clearances;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Retention;
using EvidenceVault.Server.Rights;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Suppressions;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Dossiers;

/// <summary>Reads dossiers live from their streams: what was written is read.</summary>
public sealed class DossierReader(VaultDatabase database, IdentityCards cards, ExhibitStreams exhibitStreams, ClearanceRecords clearances)
{
    private const string CardColumns = "consumer, number_mac, card, is_foreign, is_restricted, expired_at";

    private static readonly string HasOpenRequest = AccessRequests.IsOpen("c");

    /// <summary>A consumer's dossier with what opens it; null where there is no such consumer.</summary>
    public async Task<OpenedDossier?> Load(string principal, Guid consumer, CancellationToken ct)
    {
        var rows = await Read(principal, [consumer], ct, withHeld: true);
        if (!rows.Cards.TryGetValue(consumer, out var card)) return null;
        var annexes = rows.Events.Where(e => e is { Data: Fact, Annex: not null }).ToDictionary(e => e.Id, e => e.Annex!);
        var dossier = (await Dossiers(principal, rows, ct))[consumer];
        return new OpenedDossier(dossier, await cards.Open(principal, consumer, card.Sealed, ct), annexes, rows.Held) { IsRestricted = card.IsRestricted, ExpiredAt = card.ExpiredAt, HasOpenRequest = card.HasOpenRequest };
    }

    /// <summary>The dossiers of consumers without what tells who they are; those unknown are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, Dossier>> LoadMany(string principal, IReadOnlyCollection<Guid> consumers, CancellationToken ct) =>
        consumers.Count == 0 ? new Dictionary<Guid, Dossier>() : await Dossiers(principal, await Read(principal, consumers, ct), ct);

    /// <summary>The dossiers of those who have these numbers, by the keyed indexes of the numbers; numbers nobody is known by are left out.</summary>
    public async Task<IReadOnlyDictionary<byte[], Dossier>> LoadByNumber(string principal, IReadOnlyCollection<byte[]> numberMacs, CancellationToken ct)
    {
        var found = new Dictionary<byte[], Dossier>(ByteArrayComparer.Instance);
        var cards = await CardsOf(principal, numberMacs, ct);
        if (cards.Count == 0) return found;
        foreach (var (consumer, dossier) in await Dossiers(principal, await Read(principal, cards.Keys, ct, cards), ct)) found[cards[consumer].NumberMac] = dossier;
        return found;
    }

    private async Task<Dictionary<Guid, StoredCard>> CardsOf(string principal, IReadOnlyCollection<byte[]> numberMacs, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select {CardColumns}, false from vault.identity_card where principal = $1 and number_mac = any($2)");
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = numberMacs.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await Cards(rows, ct);
    }

    private async Task<Dictionary<Guid, Dossier>> Dossiers(string principal, Rows rows, CancellationToken ct)
    {
        var exhibits = rows.Exhibits.GroupBy(e => e.Stream).Select(ExhibitStreams.Fold).OfType<Exhibit>().ToDictionary(e => e.Id, StringComparer.Ordinal);
        var facts = rows.Cards.Keys.ToDictionary(c => Streams.Dossier(c), _ => new List<RecordedFact>(), StringComparer.Ordinal);
        foreach (var e in rows.Events)
            if (e.Data is Fact fact) facts[e.Stream].Add(new RecordedFact(e.Id, e.RecordedAt, e.Version, fact));
        var cited = facts.Values.SelectMany(Cited).Where(id => !exhibits.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, exhibit) in await exhibitStreams.LoadMany(principal, cited, ct)) exhibits[id] = exhibit;
        var given = await clearances.Find(principal, facts.Values.SelectMany(CitedClearances).ToHashSet(StringComparer.Ordinal), ct);
        var ofConsumer = exhibits.Values.Where(e => e.Announced.Consumer is not null).ToLookup(e => e.Announced.Consumer!.Value);
        return rows.Cards.ToDictionary(c => c.Key, c =>
        {
            var own = facts[Streams.Dossier(c.Key)];
            var about = ofConsumer[c.Key].Concat(Cited(own).Select(exhibits.GetValueOrDefault).OfType<Exhibit>());
            return new Dossier(principal, c.Key, own, [.. about.Distinct().OrderBy(e => e.Id, StringComparer.Ordinal)])
            {
                HasForeignNumber = c.Value.IsForeign,
                Clearances = CitedClearances(own).Distinct(StringComparer.Ordinal).Select(given.GetValueOrDefault).OfType<StoredClearance>()
                    .ToImmutableDictionary(g => g.Decided.Clearance, g => g.AsKnownTo(c.Key, c.Value.NumberMac), StringComparer.Ordinal),
                Acknowledgements = [.. rows.Acknowledgements[c.Key]],
                Inquiries = rows.Inquiries.About(c.Key),
            };
        });
    }

    // The cards where they are not known yet, the facts, the exhibits that name the consumers, what was acknowledged and the cases, in one round trip.
    private async Task<Rows> Read(string principal, IReadOnlyCollection<Guid> consumers, CancellationToken ct, Dictionary<Guid, StoredCard>? cards = null, bool withHeld = false)
    {
        var ids = consumers.ToArray();
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        if (cards is null)
            batch.BatchCommands.Add(new($"select {CardColumns}, {(withHeld ? HasOpenRequest : "false")} from vault.identity_card c where principal = $1 and consumer = any($2)")
            {
                Parameters = { new() { Value = principal }, new() { Value = ids } },
            });
        batch.BatchCommands.Add(new($"select {StoredEvent.Columns} from vault.mt_events where tenant_id = $1 and stream_id = any($2) order by stream_id, version")
        {
            Parameters = { new() { Value = principal }, new() { Value = Array.ConvertAll(ids, Streams.Dossier) } },
        });
        batch.BatchCommands.Add(new(
            $"""
            select {StoredEvent.Columns} from vault.mt_events
            where tenant_id = $1 and type = any($3)
              and stream_id = any(array(select 'exhibit/' || exhibit from vault.exhibit_of_consumer where principal = $1 and consumer = any($2)))
            order by stream_id, version
            """)
        {
            Parameters = { new() { Value = principal }, new() { Value = ids }, new() { Value = ExhibitStreams.BearingTypes } },
        });
        batch.BatchCommands.Add(Acknowledgements.Of(principal, ids));
        batch.BatchCommands.Add(CasesAbout.Of(principal, ids));
        if (withHeld) batch.BatchCommands.Add(RetentionStandings.HeldOf(principal, ids));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        if (cards is null)
        {
            cards = await Cards(rows, ct);
            await rows.NextResultAsync(ct);
        }

        var facts = await Events(rows, ct);
        await rows.NextResultAsync(ct);
        return new Rows(cards, facts, await Events(rows, ct), await Acknowledgements.Read(rows, ct), await CasesAbout.Read(rows, ct), withHeld ? await RetentionStandings.ReadHeld(rows, ct) : []);
    }

    private static async Task<Dictionary<Guid, StoredCard>> Cards(NpgsqlDataReader rows, CancellationToken ct)
    {
        var found = new Dictionary<Guid, StoredCard>();
        while (await rows.ReadAsync(ct)) found[rows.GetGuid(0)] = new(rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<byte[]>(2), rows.GetBoolean(3), rows.GetBoolean(4), rows.IsDBNull(5) ? null : rows.GetFieldValue<Instant>(5), rows.GetBoolean(6));
        return found;
    }

    private static async Task<List<StoredEvent>> Events(NpgsqlDataReader rows, CancellationToken ct)
    {
        var events = new List<StoredEvent>();
        while (await rows.ReadAsync(ct)) events.Add(StoredEvent.Read(rows));
        return events;
    }

    private static IEnumerable<string> Cited(List<RecordedFact> facts) =>
        facts.SelectMany(f => CitedExhibits.Of(f.Fact));

    private static IEnumerable<string> CitedClearances(List<RecordedFact> facts) =>
        facts.Select(f => (f.Fact is CorrectionMade correction ? correction.Corrected : f.Fact) is CallAttempted { Clearance: { } clearance } ? clearance : null).OfType<string>();

    private sealed record StoredCard(byte[] NumberMac, byte[] Sealed, bool IsForeign, bool IsRestricted, Instant? ExpiredAt, bool HasOpenRequest);

    private sealed record Rows(Dictionary<Guid, StoredCard> Cards, List<StoredEvent> Events, List<StoredEvent> Exhibits, ILookup<Guid, Acknowledgement> Acknowledgements, IReadOnlyList<KnownInquiry> Inquiries, HashSet<string> Held);
}

/// <summary>A dossier with the card and the annexes that its consumer's key opens.</summary>
public sealed class OpenedDossier(Dossier dossier, OpenedCard card, IReadOnlyDictionary<Guid, string> annexes, IReadOnlySet<string> held)
{
    private readonly Dictionary<Guid, Annex> _opened = [];

    /// <summary>What is asked about: all of it, or less (<see cref="Only"/>).</summary>
    public Dossier Dossier { get; private init; } = dossier;

    /// <summary>All that is known.</summary>
    public Dossier Whole { get; } = dossier;

    /// <summary>The exhibits that a hold keeps now.</summary>
    public IReadOnlySet<string> Held => held;

    /// <summary>Who it is about; null where that was erased.</summary>
    public IdentityCard? Card => card.Card;

    public bool IsErased => card.Keys is null;

    /// <summary>Whether who it is, is for an inquiry and the person alone (AVG 18).</summary>
    public bool IsRestricted { get; init; }

    /// <summary>When the terms of all facts had ended and it went who it is; null: they have not, or it was erased.</summary>
    public Instant? ExpiredAt { get; init; }

    /// <summary>Whether a request of the person that was registered is unanswered now.</summary>
    public bool HasOpenRequest { get; init; }

    /// <summary>The same with a part of the facts.</summary>
    public OpenedDossier Only(Func<Guid, bool> isAskedFor) => new(Whole, card, annexes, held)
    {
        Dossier = Whole with { Facts = [.. Whole.Facts.Where(f => isAskedFor(f.EventId))] },
        IsRestricted = IsRestricted,
        ExpiredAt = ExpiredAt,
        HasOpenRequest = HasOpenRequest,
    };

    /// <summary>The annex of an event; null where it has none or it was erased.</summary>
    public Annex? AnnexOf(Guid eventId)
    {
        if (card.Keys is not { } keys || !annexes.TryGetValue(eventId, out var annex)) return null;
        return _opened.TryGetValue(eventId, out var opened) ? opened : _opened[eventId] = AnnexCodec.Open(annex, eventId, keys);
    }

    /// <summary>The client's reference of an event; null where it was erased.</summary>
    public string? RefOf(Guid eventId) => AnnexOf(eventId)?.Ref;
}
