using System.Collections.Concurrent;
using EvidenceVault.Domain.Identity;

namespace EvidenceVault.Server.Intake;

/// <summary>Remembers how numbers were normalised: an upload names the same consumers many times, and the library takes longer than all else.</summary>
public static class PhoneNumberCache
{
    private const int Most = 50_000;

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    public static string? Normalise(string text)
    {
        if (Known.TryGetValue(text, out var number)) return number;
        number = PhoneNumbersNl.Normalise(text);
        if (number is null) return null;
        if (Known.Count >= Most) Known.Clear();
        Known[text] = number;
        return number;
    }
}
