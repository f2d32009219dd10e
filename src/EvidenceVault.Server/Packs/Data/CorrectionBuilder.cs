using System.Text.Json;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The corrections, each with the fields it changed in both versions.</summary>
public static class CorrectionBuilder
{
    public static IReadOnlyList<CorrectionData> Build(PackInput input)
    {
        var recorded = input.Opened.Dossier.Facts.Where(f => f.RecordedAt <= input.AsOf).ToDictionary(f => f.EventId);
        return [.. recorded.Values.Where(f => f.Fact is CorrectionMade).OrderBy(f => f.OccurredAt).ThenBy(f => f.Version).Select(f => Of(input, f, recorded))];
    }

    private static CorrectionData Of(PackInput input, RecordedFact recorded, Dictionary<Guid, RecordedFact> all)
    {
        var correction = (CorrectionMade)recorded.Fact;
        var before = Before(input.Dossier.Find(recorded.EventId), recorded, all);
        return new(
            recorded.EventId, recorded.OccurredAt, recorded.RecordedAt, correction.Party, before?.EventId, (correction.Corrected ?? Body(before))?.Type, correction.Move,
            input.Opened.AnnexOf(recorded.EventId)?.Text, Changes(Body(before), correction.Corrected));
    }

    // The version that this correction replaced: the original, or the correction before it. One without effect replaced none.
    private static RecordedFact? Before(KnownFact? known, RecordedFact recorded, Dictionary<Guid, RecordedFact> all)
    {
        if (known is null) return null;
        if (all.TryGetValue(((CorrectionMade)recorded.Fact).Corrects.EventId, out var named)) return named;
        return known.EventId != recorded.EventId ? all.GetValueOrDefault(known.EventId) : null;
    }

    private static Fact? Body(RecordedFact? recorded) => recorded?.Fact is CorrectionMade correction ? correction.Corrected : recorded?.Fact;

    private static IReadOnlyList<ChangeData> Changes(Fact? before, Fact? after)
    {
        if (before is null || after is null) return [];
        var (old, now) = (Fields(before), Fields(after));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(field => new ChangeData(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field)))
                .Where(change => change.Before != change.After),
        ];
    }

    // Hashes say nothing to a reader, and who handed it in stands in the register.
    private static Dictionary<string, string> Fields(Fact fact)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Leaves("", JsonSerializer.SerializeToElement(fact, fact.GetType(), VaultJson.Options)))
            if (!name.EndsWith("Mac", StringComparison.Ordinal) && !name.EndsWith("Hash", StringComparison.Ordinal) && name is not "uploadedBy")
                fields[name] = value;
        return fields;
    }

    private static IEnumerable<(string Name, string Value)> Leaves(string prefix, JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            var name = prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}";
            if (property.Value.ValueKind == JsonValueKind.Object)
                foreach (var leaf in Leaves(name, property.Value)) yield return leaf;
            else
                yield return (name, property.Value.ValueKind == JsonValueKind.Array
                    ? string.Join(", ", property.Value.EnumerateArray().Select(v => v.ToString()))
                    : property.Value.ToString());
        }
    }
}
