using System.Collections.Frozen;
using System.Text.Json;

namespace EvidenceVault.Server.Intake;

/// <summary>The words of an enum as they stand in JSON: kebab-case.</summary>
public static class Vocabulary<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Words =
        Enum.GetValues<T>().ToFrozenDictionary(v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()), StringComparer.Ordinal);

    /// <summary>All words, for a message.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<T>().Select(v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString())));

    public static bool TryParse(string word, out T value) => Words.TryGetValue(word, out value);
}
