using System.Collections.Frozen;
using System.Text.Json;

namespace EvidenceVault.Server.Intake;

/// <summary>The words of an enum as they stand in JSON: kebab-case.</summary>
public static class Vocabulary<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> ByValue =
        Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

    private static readonly FrozenDictionary<string, T> Words = ByValue.ToFrozenDictionary(v => v.Value, v => v.Key, StringComparer.Ordinal);

    /// <summary>All words, for a message.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<T>().Select(Of));

    /// <summary>The word of a value.</summary>
    public static string Of(T value) => ByValue[value];

    /// <summary>The value of a word that was written by <see cref="Of"/>.</summary>
    /// <exception cref="KeyNotFoundException">It is none.</exception>
    public static T Read(string word) => Words[word];

    public static bool TryParse(string word, out T value) => Words.TryGetValue(word, out value);
}
