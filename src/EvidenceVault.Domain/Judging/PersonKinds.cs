using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>What kind of person the law sees in the called party: what was last stated of it at or before the call.</summary>
internal static class PersonKinds
{
    // Forms that the trade register knows and that are no legal persons: whoever acts under them is a natural person in Tw 11.7.
    private static readonly string[] NaturalForms =
        ["eenmanszaak", "zzp", "vof", "v.o.f.", "vennootschap onder firma", "cv", "c.v.", "commanditaire vennootschap", "maatschap"];

    internal static PersonKind At(DossierAsKnown dossier, CallAttempted call)
    {
        var kind = PersonKind.Unknown;
        foreach (var fact in dossier.Facts)
        {
            if (fact.OccurredAt > call.StartedAt)
                break;
            kind = Of(fact.Fact.Person) ?? kind;
        }

        return Of(call.Person) ?? kind;
    }

    private static PersonKind? Of(StatedPerson? person)
    {
        if (person?.Kind is not { } kind || kind == PersonKind.Unknown)
            return null;
        return kind == PersonKind.LegalPerson && person.LegalForm is { } form && NaturalForms.Contains(form.Trim(), StringComparer.OrdinalIgnoreCase)
            ? PersonKind.SoleTrader
            : kind;
    }
}
