using System.Globalization;
using System.Text.Json;

namespace EvidenceVault.Verification.Packs;

/// <summary>Every line of the register is a proven event of this dossier, each once, and none of the dossier is left out between them.</summary>
internal static class CoverageCheck
{
    public static void Run(PackUnderCheck pack)
    {
        var (seen, versions) = (new HashSet<Guid>(), new SortedSet<long>());
        var (number, last) = (0L, DateTimeOffset.MinValue);
        var stream = pack.Data.Get("consumer").Id("id") is { } consumer ? $"dossier/{consumer:N}" : null;
        foreach (var fact in pack.Data.Items("facts"))
        {
            if (fact.Number("number") != ++number || fact.Instant("occurredAt") is not { } at || at < last) pack.Fault("order-differs", string.Create(CultureInfo.InvariantCulture, $"Line {number} of the register is not numbered in the order in which things happened."), fact.Id("eventId"));
            else last = at;
            if (fact.Id("eventId") is not { } id) pack.Fault("event-unnamed", string.Create(CultureInfo.InvariantCulture, $"Line {number} of the register names no event."));
            else if (!seen.Add(id)) pack.Fault("fact-doubled", "The event stands in the register twice.", id);
            else if (pack.LeafOf(fact) is not { } leaf) pack.Fault("fact-unproven", "The event stands in the register, and nothing proves it.", id);
            else
            {
                if (leaf.Leaf.Text("stream") != stream || leaf.Leaf.Text("principal") != pack.Data.Get("principal").Text("slug")) pack.Fault("other-dossier", "The event stands in the ledger for somebody else, or for another principal.", id);
                if (leaf.Leaf.Number("version") is { } version) versions.Add(version);
                Fields.Compare(pack, fact, leaf.Body, "occurredAt party uploadedBy", id);
                Fields.Compare(pack, fact, leaf.Leaf, "type recordedAt", id);
            }
        }

        // All of a dossier's events are facts, and numbered from 1.
        if (versions.Count > 0 && (versions.Min != 1 || versions.Max != versions.Count))
            pack.Fault("fact-omitted", string.Create(CultureInfo.InvariantCulture, $"The ledger has at least {versions.Max} events of this dossier, and the register {versions.Count} of them: one was left out."));
        pack.Facts["facts"] = seen.Count;
    }
}

/// <summary>Holds what a pack shows against what was recorded, field by field.</summary>
internal static class Fields
{
    /// <summary>Compares.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="shown">What it shows.</param>
    /// <param name="recorded">What was recorded.</param>
    /// <param name="names">The fields, with spaces between; <c>shown=recorded</c> where they are called otherwise.</param>
    /// <param name="eventId">Which event.</param>
    public static void Compare(PackUnderCheck pack, JsonElement? shown, JsonElement? recorded, string names, Guid? eventId)
    {
        foreach (var (of, from) in Pairs(names))
            if (!JsonReading.IsSame(shown.At(of), recorded.At(from))) pack.Fault("fact-differs", $"pack.json shows another {of} than was recorded.", eventId);
    }

    /// <summary>What the fields are called where they are shown, and where they were recorded.</summary>
    public static IEnumerable<(string Shown, string Recorded)> Pairs(string names) =>
        names.Split(' ').Select(name => name.Split('=') is [var left, var right] ? (left, right) : (name, name));
}
