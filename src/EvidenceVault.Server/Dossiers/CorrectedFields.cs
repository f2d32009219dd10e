using System.Text.Json;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Dossiers;

/// <summary>A field that a correction changed, in both versions; null: it was not there.</summary>
public sealed record ChangedField(string Field, string? Before, string? After);

/// <summary>What a correction changed.</summary>
public static class CorrectedFields
{
    /// <summary>The version that a correction replaced: the original, or the correction before it; null: it has no effect, or replaced one that is not known here.</summary>
    /// <param name="known">The fact it corrects, as known; null: not known.</param>
    /// <param name="correction">The correction, as recorded.</param>
    /// <param name="find">Finds what was recorded by its event.</param>
    public static RecordedFact? Replaced(KnownFact? known, RecordedFact correction, Func<Guid, RecordedFact?> find) =>
        known is null ? null
        : find(((CorrectionMade)correction.Fact).Corrects.EventId) is { } named ? named
        : known.EventId != correction.EventId ? find(known.EventId) : null;

    /// <summary>The fact that a version of it states; null: it was moved away.</summary>
    public static Fact? Body(RecordedFact? recorded) => recorded?.Fact is CorrectionMade correction ? correction.Corrected : recorded?.Fact;

    /// <summary>The fields that differ, by name.</summary>
    public static IReadOnlyList<ChangedField> Between(Fact? before, Fact? after)
    {
        if (before is null || after is null) return [];
        var (old, now) = (Fields(before), Fields(after));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(field => new ChangedField(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field)))
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
