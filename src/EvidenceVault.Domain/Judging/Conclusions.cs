using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Puts the findings on a call together.</summary>
internal static class Conclusions
{
    internal static Judgement Of(CallContext call)
    {
        var basis = BasisSelection.Take(call);
        var findings = new List<Finding>(basis.Findings.Count + 16);
        foreach (var rule in Rulebook.All)
        {
            if (call.Session.IsHypothetical && !rule.IsKnownBeforehand)
                continue;
            var finding = rule.Bases.Count > 0 ? Of(basis, rule.Name)
                : rule.IsInForceOn(call.Day) ? rule.Judge(call, basis)
                : null;
            if (finding is not null)
                findings.Add(finding);
        }

        return new Judgement
        {
            Permission = PermissionOf(findings, call.NeedsBasis, basis.IsOpen),
            Conduct = ConductOf(findings),
            Basis = basis is { Basis: Basis.Consent, Grant: null } && call.Call.ReliesOn is null ? null : basis.Basis,
            Consent = basis.Grant?.Source.EventId,
            Proof = ProofOf(basis, call),
            EffectiveNature = call.Nature,
            Findings = findings,
            BasisIsOpen = basis.IsOpen,
            ChangesAt = call.Session.IsHypothetical ? call.HoldsUntil : null,
        };
    }

    /// <summary>What the findings say of the permission.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="needsBasis">Whether the call needs a basis.</param>
    /// <param name="isOpen">
    /// Whether a basis that no rule judges may carry the call: then the findings on the basis judged decide nothing, save where a late correction shows in them.
    /// </param>
    internal static PermissionConclusion PermissionOf(IReadOnlyList<Finding> findings, bool needsBasis, bool isOpen)
    {
        bool unproven = false, judged = false, carried = false;
        foreach (var finding in findings)
        {
            if (finding.Category is not (RuleCategory.Permission or RuleCategory.Chain) || finding.Result == FindingResult.NotApplicable)
                continue;
            if (isOpen && Rulebook.IsOfBasis(finding) && finding.Reason != Texts.SharedTexts.CorrectedAfterCall)
                continue;
            if (finding.Result == FindingResult.Breach)
                return PermissionConclusion.NotShown;
            unproven |= finding.Result == FindingResult.Unproven;
            judged |= finding.Category == RuleCategory.Permission;
            carried |= Rulebook.IsCarrier(finding);
        }

        // Silence is never permission: that nothing speaks against a call says nothing of its basis.
        return unproven ? PermissionConclusion.Unproven : !judged || needsBasis && !carried ? PermissionConclusion.NotAssessed : PermissionConclusion.Shown;
    }

    internal static ConductConclusion ConductOf(IReadOnlyList<Finding> findings)
    {
        var conduct = ConductConclusion.NotAssessed;
        foreach (var finding in findings)
        {
            if (finding.Category is not (RuleCategory.Conduct or RuleCategory.Code))
                continue;
            if (finding.Result == FindingResult.Breach)
                return ConductConclusion.Breach;
            conduct = finding.Result == FindingResult.Unproven || conduct == ConductConclusion.Unproven ? ConductConclusion.Unproven : ConductConclusion.Clean;
        }

        return conduct;
    }

    private static ProofGrade? ProofOf(BasisCase basis, CallContext call)
    {
        if (call.LastRecordedAt(basis) is not { } last)
            return null;
        if (basis.IsDeclared)
            return ProofGrade.Declared;
        return last <= call.Start ? ProofGrade.Contemporaneous : ProofGrade.Afterwards;
    }

    private static Finding? Of(BasisCase basis, string rule)
    {
        foreach (var finding in basis.Findings)
            if (finding.Rule == rule)
                return finding;
        return null;
    }
}
