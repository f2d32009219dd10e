using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Retention;

/// <summary>What became of a consent.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Withdrawal">What ended it; null: nothing did.</param>
/// <param name="LastCall">The last call that relied on it; null: none did.</param>
internal readonly record struct ConsentUse(ConsentState State, Objection? Withdrawal, KnownFact? LastCall)
{
    /// <summary>The consents that an exhibit proves: those it names, and those whose grant or verification cites it.</summary>
    internal static List<ConsentUse> ProvenBy(KnownExhibit exhibit, DossierReport report)
    {
        var uses = new List<ConsentUse>();
        for (var i = 0; i < report.Consents.Count; i++)
        {
            var grant = report.Dossier.Grants[i];
            if (IsProvenBy(exhibit, grant.Source, report.Dossier))
                uses.Add(new(
                    report.Consents[i],
                    Withdrawals.OfWhole(report.Dossier, grant, NodaTime.Instant.MaxValue),
                    LastOf(report.Calls, grant.Source)));
        }

        return uses;
    }

    /// <summary>The grants of those consents.</summary>
    internal static IEnumerable<KnownFact> GrantsProvenBy(KnownExhibit exhibit, DossierReport report)
    {
        foreach (var grant in report.Dossier.Grants)
            if (IsProvenBy(exhibit, grant.Source, report.Dossier))
                yield return grant.Source;
    }

    private static bool IsProvenBy(KnownExhibit exhibit, KnownFact grant, DossierAsKnown dossier)
    {
        if (exhibit.Consent == grant || exhibit.Consent?.Consent == grant)
            return true;
        foreach (var fact in dossier.Facts)
            if ((fact == grant || fact.Consent == grant) && fact.Fact.Exhibits?.Contains(exhibit.Exhibit.Id) == true)
                return true;
        return false;
    }

    private static KnownFact? LastOf(IReadOnlyList<JudgedCall> calls, KnownFact grant)
    {
        for (var i = calls.Count - 1; i >= 0; i--)
            if (calls[i].ReliedOn(grant))
                return calls[i].Call;
        return null;
    }
}
