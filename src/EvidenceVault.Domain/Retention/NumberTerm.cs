using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>
/// How long a consumer's number is shown: 24 months after the last call, or after the last permission that may lead to one. Later it is shown only in packs for
/// an inquiry and to the person. Searching by it goes on.
/// </summary>
public static class NumberTerm
{
    /// <summary>How long.</summary>
    public static readonly Period ShownFor = Period.FromMonths(24);

    /// <summary>Why a number is masked.</summary>
    public static readonly Explanation Masked = new(
        "Het laatste gesprek is langer dan 24 maanden geleden: het nummer staat alleen nog in dossiers voor een onderzoek en in wat de persoon zelf krijgt. Zoeken op het nummer blijft werken.",
        "The last call was made more than 24 months ago: the number stands only in packs for an inquiry and in what the person is given. Searching by the number goes on working.");

    /// <summary>Whether the number is masked.</summary>
    /// <param name="dossier">All that is known at the present instant, whatever instant is asked about.</param>
    /// <param name="now">The present instant.</param>
    public static bool Masks(DossierAsKnown dossier, Instant now) => dossier.Calls.Count > 0 && now > Amsterdam.EndOfTerm(LastUse(dossier), ShownFor);

    /// <summary>A number of which only the end can be read.</summary>
    public static string Mask(string e164) => $"{e164[..3]} ••• {Ending(e164)}";

    /// <summary>The last three digits.</summary>
    public static string Ending(string e164) => e164[^3..];

    private static Instant LastUse(DossierAsKnown dossier)
    {
        var last = dossier.Calls[^1].Source.OccurredAt;
        foreach (var fact in dossier.Facts)
            if (fact.Fact is ConsentGranted or ConsentVerified or CallbackRequested or RelationshipStarted)
                last = Instant.Max(last, fact.OccurredAt);
        return last;
    }
}
