using EvidenceVault.Domain.Books;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>A registration as it counts for a call.</summary>
/// <param name="RecordedAt">When it was first filed as it counts.</param>
/// <param name="EventId">The event it was filed with.</param>
internal readonly record struct RegisteredAs(Instant RecordedAt, Guid EventId);

/// <summary>Registrations that open a basis of Tw 11.7 lid 5 or 6.</summary>
internal static class Registrations
{
    /// <summary>Whether one of some kinds holds on a local day.</summary>
    internal static bool Holds(PrincipalDescribed principal, LocalDate day, ReadOnlySpan<RegistrationKind> kinds)
    {
        foreach (var registration in principal.Registrations)
            if (kinds.Contains(registration.Kind) && registration.ValidFrom <= day && !(registration.ValidTo <= day) && Opens(registration))
                return true;
        return false;
    }

    private static bool Opens(Registration registration) =>
        registration.Kind != RegistrationKind.Licence || registration.Article is { } article && Article(article) is "3" or "9" or "27b";

    // The article of the Wok is its first number, with its letter: "Wok 27b", "art. 3", "artikel 9, lid 1".
    private static string Article(string text)
    {
        var start = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0)
            return "";
        var end = start;
        while (end < text.Length && char.IsLetterOrDigit(text[end]))
            end++;
        return text[start..end].ToLowerInvariant();
    }
}
