using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Keys;
using EvidenceVault.Server.Store;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>Tells of each item of a batch whether it is new, was there already, or cannot be taken. Writes nothing.</summary>
/// <param name="known">What the store holds.</param>
/// <param name="consumers">Whom the items are about.</param>
/// <param name="keys">The principal's keys.</param>
/// <param name="json">What writes their JSON.</param>
public sealed class BatchReading(BatchLookup known, BatchConsumers consumers, PrincipalKeys keys, BatchJson json)
{
    private static readonly Problem Reused = new(StatusCodes.Status409Conflict, ProblemCodes.ReferenceReused,
        "This reference was handed in before with other content. Send a correction.made, or use a new reference.");

    private static readonly Problem Erased = new(StatusCodes.Status409Conflict, ProblemCodes.ConsumerErased,
        "The data of this consumer were erased, and nothing can be added to the dossier. Do not send this again, and do not call this number: an erasure counts as an objection.");

    private readonly Dictionary<Guid, byte[]> _kept = [];

    /// <summary>An item of this batch is written: it counts as there from here on.</summary>
    public void Keep(in BatchItem item) => _kept[item.Pending.EventId] = item.Mac;

    /// <summary>Looks at an item, after those before it were kept or not.</summary>
    public BatchItem Read(PendingItem pending)
    {
        var consumer = pending.NumberMac is null ? null : consumers.Of(pending);
        if (consumer is { Keys: null }) return new(pending, consumer, null, "", "", [], [], [], ItemOutcome.Rejected(Erased));
        var factKeys = consumer is null ? null
            : new FactKeys(keys, consumer.Keys!, pending.Item.Holder, pending.Item.Party, pending.EventId, pending.Item.Consumer!.Phone);
        var (body, stream) = Body(pending, factKeys, consumer);
        var data = json.Of(body);
        var annex = json.Of(pending.Item.Annex);
        var mac = ContentMac(factKeys, json.Together(data, AnnexHashed(pending.Item, annex), pending.Item.Consumer));
        return new(pending, consumer, factKeys, body, stream, data, annex, mac, Outcome(pending.EventId, body, stream, mac));
    }

    /// <summary>
    /// What becomes of a move of which these are the halves; null: those of them that are new are written. Both are or none is, so that nothing
    /// of a refused item stands in either dossier. Half of one may stand there from a time when they were written apart: then it is finished.
    /// </summary>
    public static ItemOutcome? OfMove(in BatchItem here, in BatchItem away) => (here.Outcome, away.Outcome) switch
    {
        ({ Status: ItemStatus.Rejected } refused, _) => refused,
        // It was taken before, and the one it was moved away from has been erased since.
        ({ Status: ItemStatus.Duplicate } there, { Status: ItemStatus.Rejected, Problem: { } problem }) when problem == Erased => there,
        (_, { Status: ItemStatus.Rejected } refused) => refused,
        ({ } there, { }) => there,
        _ => null,
    };

    private ItemOutcome? Outcome(Guid eventId, object body, string stream, byte[] mac)
    {
        if (known.Events.TryGetValue(eventId, out var written) || _kept.TryGetValue(eventId, out written))
            return mac.AsSpan().SequenceEqual(written) ? ItemOutcome.Duplicate(eventId) : ItemOutcome.Rejected(Reused);
        return body is Domain.Exhibits.ExhibitAnnounced && (known.Streams.Contains(stream) || !consumers.AnnouncedNow.Add(stream))
            ? ItemOutcome.Rejected(Reused with { Detail = "An exhibit with this id was announced before with other content, or by another party. Use a new id." })
            : null;
    }

    private static (object Body, string Stream) Body(PendingItem pending, FactKeys? keys, BatchConsumer? consumer)
    {
        var item = pending.Item;
        if (item.DialLog is { } log) return (log, Streams.DialLog(log.Party, log.Date.Year));
        if (item.Exhibit is { } exhibit)
        {
            var announced = exhibit(keys) with { Campaign = item.Campaign, Exhibits = item.Exhibits };
            return (announced, Streams.Exhibit(announced.Exhibit));
        }

        var fact = Stamp(item.Fact!(keys!), item, keys!);
        if (fact is CorrectionMade correction)
            fact = correction with
            {
                Corrected = pending.Move == CorrectionMove.Away ? null : Corrected(item.Corrected!, keys!),
                Move = pending.Move,
            };
        return (fact, Streams.Dossier(consumer!.Id));
    }

    // Of a corrected call the agent is its own party's, whoever corrects it.
    private static Fact Corrected(Item corrected, FactKeys keys) => Stamp(corrected.Fact!(keys with { Party = corrected.Party }), corrected, keys);

    private static Fact Stamp(Fact fact, Item item, FactKeys keys) => fact with
    {
        OccurredAt = item.OccurredAt,
        Party = item.Party,
        UploadedBy = item.Holder,
        RefMac = keys.Consumer.RefMac(item.Ref),
        Campaign = item.Campaign,
        Exhibits = item.Exhibits,
        Person = item.Consumer?.Person,
        NoteHash = keys.TextHash(item.Annex.Note),
    };

    // Over everything that came in, normalised: the same thing sent again has the same hash, whatever its spelling.
    private byte[] ContentMac(FactKeys? factKeys, ReadOnlySpan<byte> content) =>
        factKeys is null ? keys.ContentMac(content) : factKeys.Consumer.ContentMac(content);

    // An exhibit is known by its id, whatever the reference of the item that announces it.
    private byte[] AnnexHashed(Item item, byte[] annex) => item.Exhibit is null ? annex : json.Of(item.Annex with { Ref = "" });
}
