using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// POLICY-WINDOW: the principal's own hours for calling, which may be stricter than those of the Code Telemarketing. The days and evenings on which the
/// code allows no calls are closed in it too. Applies from the first policy on: before it the principal had set no hours.
/// </summary>
internal sealed class OwnWindow() : Rule(
    "POLICY-WINDOW", RuleCategory.Policy, new(NormKind.Policy, "eigen beleid"), Always)
{
    public override IReadOnlyDictionary<string, Explanation> Texts => OwnWindowTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!CodeScope.Covers(call, basis) || call.PolicyFiled is not { } policy)
            return null;
        var window = call.Policy.Window;
        if (call.Session.IsHypothetical)
            call.Until(CallingHours.NextChange(call.Local, window, call.Policy));
        Guid[] because = [.. call.Itself, policy.EventId];
        return CallingHours.Fault(call.Local, window, call.Policy) is null ? Met(because) : Breach(CallingHours.Outside, because);
    }
}
