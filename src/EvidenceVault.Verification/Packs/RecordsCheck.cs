using System.Text.Json;

namespace EvidenceVault.Verification.Packs;

/// <summary>The calls, consents and other deeds: each says what its event says, with corrections applied, and none of the register's is missing.</summary>
internal static class RecordsCheck
{
    private static readonly Section[] Sections =
    [
        new("calls", "startedAt=occurredAt answeredAt endedAt party uploadedBy campaign direction means nature outcome callerIdShown opening recorded objectionOffer offerMade saleMade offeredAt products script reliesOn=reliesOn.basis clearance.id=clearance",
            new() { ["call.attempted"] = null }),
        new("consents", "grantedAt=occurredAt party uploadedBy campaign channel method products wordingRef=wording capture toldUntil=validUntil", new() { ["consent.granted"] = null }),
        new("objections", "at=occurredAt party via products=scopeProducts", new() { ["consent.withdrawn"] = "isWithdrawal=true", ["objection.registered"] = "isWithdrawal=false" }),
        new("relationships", "at=occurredAt party as products noticeAtCollection", new() { ["relationship.started"] = "isEnd=false", ["relationship.ended"] = "isEnd=true" }),
        new("callbacks", "at=occurredAt party via products", new() { ["callback.requested"] = null }),
        new("messages", "at=occurredAt party about via",
            new() { ["complaint.received"] = "kind=complaint", ["compliment.received"] = "kind=compliment", ["consent.proof-requested"] = "kind=proof-requested", ["consent.proof-provided"] = "kind=proof-provided" }),
    ];

    // What hangs on a consent or a call, and is shown there where it does.
    private static readonly (string Of, Section Section)[] Within =
    [
        ("consents", new("confirmations", "at=occurredAt party method sameNumber",
            new() { ["consent.verification-requested"] = "step=requested", ["consent.verified"] = "step=confirmed", ["consent.verification-refused"] = "step=refused" })),
        ("calls", new("sales", "at=occurredAt via acceptanceAskedAt totalValue product renewal", new() { ["sale.accepted"] = null })),
        ("calls", new("performances", "at=occurredAt act", new() { ["contract.performed"] = null })),
        ("calls", new("listenings", "at=occurredAt by findings", new() { ["monitoring.recorded"] = null })),
    ];

    public static void Run(PackUnderCheck pack)
    {
        var facts = new Dictionary<Guid, JsonElement?>();
        foreach (var fact in pack.Data.Items("facts"))
            if (fact.Id("eventId") is { } id) facts.TryAdd(id, fact);
        // What the pack says was corrected by an event of which that is so.
        var corrected = pack.Data.Items("corrections").Where(c => c.Id("corrects") is { } of && c.Id("eventId") is { } by && Corrects(pack, by, [of], facts)).Select(c => c.Id("corrects")).OfType<Guid>().ToHashSet();
        foreach (var section in Sections)
        {
            var shown = Check(pack, section, pack.Data.Items(section.Name), facts);
            // What was corrected may have become something else, or another's.
            foreach (var (id, fact) in facts)
                if (section.Types.ContainsKey(fact.Text("type") ?? "") && !corrected.Contains(id) && !(fact.Id("correctedBy") is { } by && Corrects(pack, by, [id], facts)) && !shown.Contains(id))
                    pack.Fault("entry-missing", $"The event stands in the register and not among the {section.Name}.", id);
        }

        foreach (var (of, section) in Within) Check(pack, section, [.. pack.Data.Items(of).SelectMany(e => e.Items(section.Name))], facts);
        Corrections(pack, facts);
    }

    private static HashSet<Guid> Check(PackUnderCheck pack, Section section, IReadOnlyList<JsonElement?> entries, Dictionary<Guid, JsonElement?> facts)
    {
        var shown = new HashSet<Guid>();
        foreach (var entry in entries)
        {
            if (entry.Id("eventId") is not { } id || pack.LeafOf(entry) is not { } leaf || !facts.ContainsKey(id))
            {
                pack.Fault("fact-unproven", $"An entry of the {section.Name} rests on no event of the register that is proven.", entry.Id("eventId"));
                continue;
            }

            if (!shown.Add(id)) pack.Fault("entry-doubled", $"The event stands among the {section.Name} twice.", id);
            var (type, body) = AsItCounts(pack, id, leaf, facts);
            if (type is null || !section.Types.TryGetValue(type, out var code)) pack.Fault("entry-misplaced", $"The event is none that stands among the {section.Name}.", id);
            else
            {
                Fields.Compare(pack, entry, body, section.Fields, id);
                if (code?.Split('=') is [var name, var value] && entry.Get(name)?.ToString() is var said && !string.Equals(said, value, StringComparison.OrdinalIgnoreCase)) pack.Fault("fact-differs", $"pack.json shows another {name} than was recorded.", id);
                if (entry.Get("recordedAt") is not null && leaf.Type != "correction.made") Fields.Compare(pack, entry, leaf.Leaf, "recordedAt", id);
                Exhibits(pack, entry, body, id);
            }
        }

        return shown;
    }

    // What a fact cites, it shows; it may show more, for exhibits can name the fact themselves.
    private static void Exhibits(PackUnderCheck pack, JsonElement? entry, JsonElement? body, Guid id)
    {
        if (entry.Get("exhibits") is null) return;
        var shown = entry.Items("exhibits").Select(e => e?.ToString()).ToHashSet(StringComparer.Ordinal);
        if (body.Items("exhibits").Any(e => !shown.Contains(e?.ToString()))) pack.Fault("fact-differs", "pack.json does not show every exhibit that was cited.", id);
    }

    /// <summary>The type and body that count: those of the last correction.</summary>
    private static (string? Type, JsonElement? Body) AsItCounts(PackUnderCheck pack, Guid id, ProvenLeaf leaf, Dictionary<Guid, JsonElement?> facts)
    {
        var (type, body) = Of(leaf);
        var seen = new HashSet<Guid> { id };
        for (var next = facts[id].Id("correctedBy"); next is { } by && facts.TryGetValue(by, out var fact) && Corrects(pack, by, seen, facts) && seen.Add(by); next = fact.Id("correctedBy"))
        {
            pack.Step();
            var correction = pack.Leaves[by];
            if (correction.Body.Get("corrected") is not null) (type, body) = Of(correction);
        }

        return (type, body);
    }

    // By what was recorded of it: it names the fact, or an earlier correction of it; or, by a bare reference, one that is not known by that id here, so that it meant the only match.
    private static bool Corrects(PackUnderCheck pack, Guid by, HashSet<Guid> chain, Dictionary<Guid, JsonElement?> facts) =>
        pack.Leaves.GetValueOrDefault(by) is { Type: "correction.made" } correction && correction.Body.Get("corrects") is var corrects && corrects.Id("eventId") is { } of
        && (chain.Contains(of) || (corrects.Text("refMac") is not null && !facts.ContainsKey(of)));

    private static (string? Type, JsonElement? Body) Of(ProvenLeaf leaf) =>
        leaf.Type == "correction.made" ? (leaf.Body.Get("corrected").Text("type"), leaf.Body.Get("corrected")) : (leaf.Type, leaf.Body);

    private static void Corrections(PackUnderCheck pack, Dictionary<Guid, JsonElement?> facts)
    {
        var shown = new HashSet<Guid>();
        foreach (var entry in pack.Data.Items("corrections"))
        {
            if (entry.Id("eventId") is not { } id || pack.LeafOf(entry) is not { Type: "correction.made" } leaf) pack.Fault("fact-unproven", "A correction rests on no event that is proven.", entry.Id("eventId"));
            else
            {
                if (!shown.Add(id)) pack.Fault("entry-doubled", "The event stands among the corrections twice.", id);
                Fields.Compare(pack, entry, leaf.Body, "at=occurredAt party move", id);
                Fields.Compare(pack, entry, leaf.Leaf, "recordedAt", id);
            }
        }

        foreach (var (id, fact) in facts)
            if (fact.Text("type") == "correction.made" && !shown.Contains(id)) pack.Fault("entry-missing", "The event stands in the register and not among the corrections.", id);
    }

    /// <summary>A part of <c>pack.json</c>: its name, its fields, and the types of events that stand in it, each with what a field then says.</summary>
    private sealed record Section(string Name, string Fields, Dictionary<string, string?> Types);
}
