using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CALLBACK-REQUESTED: the person asked for this call (gevraagde oproep), explicitly and before it. The Code Telemarketing and ACM's practice since
/// opt-in began on 1 July 2021; who joins a contest or answers a survey asks for no call.
/// </summary>
internal sealed class RequestedCallback() : Rule(
    "CALLBACK-REQUESTED", RuleCategory.Permission, new(NormKind.Regulator, "ACM; Code Telemarketing"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Callback];

    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => RequestedCallbackTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis)
            return null;
        if (CallbackRequests.Best(call) is not { } answer)
            return Breach("no-request", Because.Of(call.Known));
        basis.RestsOn(answer.Request);
        if (answer.Exhibit is null)
            basis.RestsOnStatement();
        else
            basis.RestsOn(answer.Exhibit);
        call.Until(answer.LastInstant);
        var because = Because.Of([answer.Request, answer.Call], answer.Exhibit, []);
        return answer.Outcome switch
        {
            CallbackOutcome.Sound when call.DisputeBeforeFiling() is { } dispute => Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute]),
            CallbackOutcome.Sound => Met(because),
            CallbackOutcome.Unproven => Unproven("request-unproven", because),
            CallbackOutcome.ProductsUnknown => Unproven(SharedTexts.ProductsUnknown, because),
            CallbackOutcome.CalledBack => Breach("already-called-back", because),
            CallbackOutcome.TooOld => Breach("request-too-old", because),
            CallbackOutcome.OtherProduct => Breach("other-product", because),
            CallbackOutcome.NoRequest => Breach("contest-is-no-request", because),
            _ => Breach("no-request", because),
        };
    }
}
