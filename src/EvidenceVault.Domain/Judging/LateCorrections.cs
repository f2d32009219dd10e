using EvidenceVault.Domain.Dossiers;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// A correction recorded after the call that turns a result better leaves it unproven; one that turns it worse counts. After the call is after the
/// start of any version of it: else a correction of the start itself could put itself before the call. A call that only a later correction put into
/// this dossier was not made to this person as far as anybody knew: what stands here does not show that it might be.
/// </summary>
internal static class LateCorrections
{
    internal static Judgement Apply(JudgingSession session, KnownFact call, Judgement judgement)
    {
        foreach (var start in call.Instants)
            if (session.Before(start) is { } uncorrected)
                judgement = Original(uncorrected.Dossier, call) is { } original
                    ? Compared(judgement, uncorrected.Of(original), session.Dossier, call, start)
                    : PutHere(judgement, call);
        return judgement;
    }

    private static KnownFact? Original(DossierAsKnown uncorrected, KnownFact call) =>
        uncorrected.Find(call.EventId) is { IsMovedAway: false, Fact: Dossiers.Facts.CallAttempted } original ? original : null;

    private static Judgement Compared(Judgement judgement, Judgement before, DossierAsKnown dossier, KnownFact call, Instant start)
    {
        var findings = new List<Finding>(judgement.Findings.Count);
        foreach (var rule in Rulebook.All)
            if (Compare(judgement.Of(rule.Name), before.Of(rule.Name)) is { } finding)
                findings.Add(finding.Reason == Texts.SharedTexts.CorrectedAfterCall ? WithVersions(finding, dossier, call, start) : finding);
        return With(judgement, findings);
    }

    private static Finding? Compare(Finding? now, Finding? before) =>
        before is null || Rank(now) >= Rank(before) ? now : Unproven(now ?? before, [.. before.Because, .. now?.Because ?? []]);

    private static Judgement PutHere(Judgement judgement, KnownFact call) => With(judgement, [.. judgement.Findings.Select(finding =>
        finding is { Result: FindingResult.Met } && IsOfPermission(finding) ? Unproven(finding, [.. finding.Because, call.EventId, call.LatestEventId]) : finding)]);

    private static Judgement With(Judgement judgement, List<Finding> findings)
    {
        var needsBasis = judgement.Permission == PermissionConclusion.NotAssessed;
        return judgement with { Findings = findings, Permission = Conclusions.PermissionOf(findings, needsBasis), Conduct = Conclusions.ConductOf(findings) };
    }

    private static Finding WithVersions(Finding finding, DossierAsKnown dossier, KnownFact call, Instant start)
    {
        var because = new List<Guid>(finding.Because);
        foreach (var fact in dossier.Facts)
            if (fact.Corrections.Count > 0 && (finding.Because.Contains(fact.EventId) || fact == call) && fact.RecordedAt > start)
                because.AddRange([fact.EventId, fact.LatestEventId]);
        return finding with { Because = [.. because.Distinct()] };
    }

    private static Finding Unproven(Finding finding, IEnumerable<Guid> because) => finding with
    {
        Result = FindingResult.Unproven,
        Reason = Texts.SharedTexts.CorrectedAfterCall,
        Because = [.. because.Distinct()],
        Parameters = [],
    };

    private static bool IsOfPermission(Finding finding) => finding.Category == RuleCategory.Permission;

    private static int Rank(Finding? finding) => finding?.Result switch
    {
        FindingResult.Breach => 2,
        FindingResult.Unproven => 1,
        _ => 0,
    };
}
