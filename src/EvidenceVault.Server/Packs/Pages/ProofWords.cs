using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Events that a pack rests on, in words.</summary>
internal static class ProofWords
{
    /// <summary>How the document calls an event, with what it is.</summary>
    internal static RichText Name(PackContext pack, ProvenEventData e)
    {
        var label = pack.Label(e.EventId);
        var type = Type(pack.T, e.Type);
        // What has no name of its own here, such as a clearance, is told by its type and its id.
        return label == e.EventId.ToString() ? [type, Inline.Plain($"\n{label}", Tone.Muted)] : [Inline.Bold(label), $" {type}"];
    }

    /// <summary>How many events of which kinds.</summary>
    internal static string Covered(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        var facts = data.Facts.Select(f => f.EventId).ToHashSet();
        var (own, exhibits, clearances) = (Count(e => facts.Contains(e.EventId)), Count(e => e.Type.StartsWith("exhibit.", StringComparison.Ordinal)), Count(e => e.Type == "clearance.decided"));
        var rest = pack.Proof.Events.Count - own - exhibits - clearances;
        var parts = new List<string> { t.Count(own, "feit", "feiten", "fact", "facts") };
        if (exhibits > 0) parts.Add(t.Count(exhibits, "van bewijsstukken", "van bewijsstukken", "of exhibits", "of exhibits"));
        if (clearances > 0) parts.Add(t.Count(clearances, "vrijgave", "vrijgaven", "clearance", "clearances"));
        if (rest > 0) parts.Add(t.Count(rest, "van mandaten en teksten", "van mandaten en teksten", "of mandates and wordings", "of mandates and wordings"));
        return $"{t.Count(pack.Proof.Events.Count, "gebeurtenis", "gebeurtenissen", "event", "events")}: {t.And(parts)}";

        int Count(Func<ProvenEventData, bool> counts) => pack.Proof.Events.Count(counts);
    }

    private static string Type(Tongue t, string type) => type switch
    {
        "exhibit.announced" => t["aangemeld", "announced"],
        "exhibit.stored" => t["ontvangen", "received"],
        "exhibit.deleted" => t["vernietigd", "deleted"],
        "clearance.decided" => t["Vrijgave vooraf", "Clearance"],
        "mandate.given" => t["vastgelegd", "recorded"],
        "wording.filed" => t["vastgelegd", "filed"],
        _ => t.FactType(type).ToLowerInvariant(),
    };
}
