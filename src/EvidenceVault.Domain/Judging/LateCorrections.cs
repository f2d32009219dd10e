using EvidenceVault.Domain.Dossiers;

namespace EvidenceVault.Domain.Judging;

/// <summary>A correction recorded after the call that turns a result better leaves it unproven; one that turns it worse counts.</summary>
internal static class LateCorrections
{
    internal static Judgement Apply(JudgingSession session, KnownFact call, Judgement judgement)
    {
        if (!(session.Dossier.LastCorrectionAt > call.OccurredAt))
            return judgement;
        var uncorrected = session.Dossier.CorrectedUntil(call.OccurredAt);
        if (Original(uncorrected, call) is not { } original)
            return judgement;
        var before = new JudgingSession(uncorrected, session.Book).Of(original);
        var findings = new List<Finding>(judgement.Findings.Count);
        foreach (var rule in Rulebook.Rules)
            if (Compare(judgement, before, rule.Name, session.Dossier, call) is { } finding)
                findings.Add(finding);
        var needsBasis = judgement.Permission == PermissionConclusion.NotAssessed;
        return judgement with { Findings = findings, Permission = Conclusions.PermissionOf(findings, needsBasis, judgement.BasisIsOpen), Conduct = Conclusions.ConductOf(findings) };
    }

    private static KnownFact? Original(DossierAsKnown uncorrected, KnownFact call) =>
        uncorrected.Find(call.EventId) is { IsMovedAway: false, Fact: Dossiers.Facts.CallAttempted } original ? original : null;

    private static Finding? Compare(Judgement judgement, Judgement uncorrected, string rule, DossierAsKnown dossier, KnownFact call)
    {
        var (now, before) = (judgement.Of(rule), uncorrected.Of(rule));
        // A breach that decides nothing any more, since a basis became conceivable, is better than one that decides.
        var decides = now is not null && !(judgement.BasisIsOpen && !uncorrected.BasisIsOpen && Rulebook.IsOfBasis(now));
        if (before is null || (decides ? Rank(now) : 0) >= Rank(before))
            return now;
        var because = new List<Guid>(before.Because);
        if (now is not null)
            because.AddRange(now.Because);
        foreach (var fact in dossier.Facts)
            if (fact.Corrections.Count > 0 && (because.Contains(fact.EventId) || fact == call) && fact.RecordedAt > call.OccurredAt)
                because.AddRange([fact.EventId, fact.LatestEventId]);
        return (now ?? before) with
        {
            Result = FindingResult.Unproven,
            Reason = Texts.SharedTexts.CorrectedAfterCall,
            Because = [.. because.Distinct()],
            Parameters = [],
        };
    }

    private static int Rank(Finding? finding) => finding?.Result switch
    {
        FindingResult.Breach => 2,
        FindingResult.Unproven => 1,
        _ => 0,
    };
}
