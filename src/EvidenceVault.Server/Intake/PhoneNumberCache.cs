using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake;

/// <summary>Remembers how numbers were normalised: an upload names the same consumers many times, and the library takes longer than all else.</summary>
public static class PhoneNumberCache
{
    private static readonly Remembered<string, string> Known = new(100_000);

    /// <summary>A number as E.164; null for one that is none.</summary>
    public static string? Normalise(string text) =>
        Known.TryGet(text, out var known) ? known : PhoneNumbersNl.Normalise(text) is { } number ? Known.Keep(text, number) : null;
}
