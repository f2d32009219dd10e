using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-AUTOMATED: automatic calling systems need prior consent of anyone they call, legal persons too. Telecommunicatiewet art. 11.7 lid 1, in force
/// since 1 July 2021; of the exceptions only lid 5 reaches it, for data from a donation. That an AI voice agent is such a system is our inference. Its
/// consent is judged as that for human calls is, and the wording must name calls by these means; so it stands where TW-11.7-CONSENT would.
/// </summary>
internal sealed class AutomatedCall() : Rule(
    "TW-11.7-AUTOMATED", RuleCategory.Permission, new(NormKind.Statute, "Tw 11.7 lid 1"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyList<Basis> Bases { get; } = Enum.GetValues<Basis>();

    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => AutomatedCallTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Call.Means == CallMeans.Human)
            return null;
        if (call.NatureUnknown)
            return Unproven(SharedTexts.OfferUnknown, Because.Of(call.Known));
        if (!call.NeedsBasis)
            return null;
        return basis.Basis switch
        {
            Basis.Consent => OnConsent(call, basis),
            Basis.Charity => OnDonation(call, basis) ?? OnAnotherBasis(call),
            _ => OnAnotherBasis(call),
        };
    }

    private Finding OnConsent(CallContext call, BasisCase basis)
    {
        if (basis.Grant is not { } grant)
            return Breach("no-grant", Because.Of(call.Known));
        var own = ConsentBeforeCall.Instance.Assess(call, basis, grant);
        if (Worst(own, basis.Findings) is { } worst)
            return worst with { Rule = Name, Category = Category, Norm = Norm };
        foreach (var version in ConsentTerm.WordingOf(grant, call.Book, call.Start))
            if (!version.Value.Means.Contains(call.Call.Means))
                return Unproven("means-not-named", own.Because);
        return Met([.. own.Because]);
    }

    private static Finding? Worst(Finding own, IReadOnlyList<Finding> others)
    {
        var worst = own.Result == FindingResult.Met ? null : own;
        foreach (var finding in others)
            if (finding.Result == FindingResult.Breach && worst?.Result != FindingResult.Breach || finding.Result == FindingResult.Unproven && worst is null)
                worst = finding;
        return worst;
    }

    // What lid 5 itself asks beyond a donation, the own purpose and the offers, is for its own rule to say.
    private Finding? OnDonation(CallContext call, BasisCase basis)
    {
        if (basis.FindingOf("TW-11.7-CHARITY") is not { } charity || RelationStatements.Of(call, RelationshipRole.Donor).Count == 0)
            return null;
        return charity switch
        {
            { Result: FindingResult.Breach, Reason: not "no-notice-at-collection" } => null,
            { Reason: "offer-unknown" } => Unproven("offer-unknown", charity.Because),
            _ => Met([.. charity.Because]),
        };
    }

    // No other basis reaches lid 1: what decides is whether consent would carry the call.
    private Finding OnAnotherBasis(CallContext call) =>
        BasisSelection.ConsentReliedOn(call).FindingOf(Name) is { Result: not FindingResult.Met } finding ? finding : Breach("no-grant", Because.Of(call.Known));
}
