using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Domain.Judging;

/// <summary>Looks for the exhibit that proves a fact: stored, held or lawfully deleted, with that purpose, naming this person.</summary>
internal static class Evidence
{
    /// <summary>The first announced that the fact cites, that names the consent, or that records the call the fact happened in.</summary>
    internal static KnownExhibit? For(DossierAsKnown dossier, KnownFact fact, ExhibitPurpose purpose, KnownFact? consent = null)
    {
        KnownExhibit? first = null;
        foreach (var exhibit in dossier.Evidence.Of(purpose))
            if (IsEarlier(exhibit, first)
                && (IsCited(fact, exhibit)
                    || consent is not null && exhibit.Consent == consent
                    || fact.Call is not null && exhibit.Call == fact.Call))
                first = exhibit;
        return first;
    }

    /// <summary>Whether an exhibit was announced earlier than the one found before it: what came later makes nothing worse that was proven.</summary>
    internal static bool IsEarlier(KnownExhibit exhibit, KnownExhibit? than) => than is null || exhibit.Exhibit.AnnouncedAt < than.Exhibit.AnnouncedAt;

    /// <summary>The first announced that a fact cites, whatever its purpose, of one kind or, where that is null, of any; null: none.</summary>
    internal static KnownExhibit? Cited(DossierAsKnown dossier, KnownFact fact, ExhibitKind? kind = null)
    {
        KnownExhibit? first = null;
        foreach (var id in fact.Fact.Exhibits ?? [])
            if (dossier.Evidence.Find(id) is { } exhibit && (kind is null || exhibit.Exhibit.Announced.Kind == kind) && IsEarlier(exhibit, first))
                first = exhibit;
        return first;
    }

    private static bool IsCited(KnownFact fact, KnownExhibit exhibit) =>
        fact.Fact.Exhibits is { } cited && cited.Contains(exhibit.Exhibit.Id);
}
