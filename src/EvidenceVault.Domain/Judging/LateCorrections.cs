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
        var before = new JudgingSession(uncorrected, session.Book, session.At).Of(original);
        var findings = new List<Finding>(judgement.Findings.Count);
        foreach (var rule in Rulebook.Rules)
            if (Compare(judgement.Of(rule.Name), before.Of(rule.Name), session.Dossier, call) is { } finding)
                findings.Add(finding);
        var needsBasis = judgement.Permission == PermissionConclusion.NotAssessed;
        return judgement with { Findings = findings, Permission = Conclusions.PermissionOf(findings, needsBasis), Conduct = Conclusions.ConductOf(findings) };
    }

    private static KnownFact? Original(DossierAsKnown uncorrected, KnownFact call) =>
        uncorrected.Find(call.EventId) is { IsMovedAway: false, Fact: Dossiers.Facts.CallAttempted } original ? original : null;

    private static Finding? Compare(Finding? now, Finding? before, DossierAsKnown dossier, KnownFact call)
    {
        if (before is null || Rank(now) >= Rank(before))
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
