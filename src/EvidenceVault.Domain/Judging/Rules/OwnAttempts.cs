using System.Globalization;
using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// POLICY-ATTEMPTS: the most attempts to one consumer on a local day, and in one campaign, that the principal allows itself and its chain. Applies from
/// the first policy on. Attempts before it count too; a call of no campaign counts for its day only.
/// </summary>
internal sealed class OwnAttempts() : Rule(
    "POLICY-ATTEMPTS", RuleCategory.Policy, new(NormKind.Policy, "eigen beleid"), Always)
{
    public override IReadOnlyDictionary<string, Explanation> Texts => OwnAttemptsTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!CodeScope.Covers(call, basis) || call.PolicyFiled is not { } policy)
            return null;
        var count = call.Session.Attempts.Of(call);
        var most = call.Policy.Attempts;
        Guid[] because = [.. call.Itself, policy.EventId];
        if (count.InCampaign > most.PerCampaign)
            return Breach("too-many-per-campaign", because, Number("number", count.InCampaign.Value), Number("most", most.PerCampaign));
        if (count.OnDay <= most.PerDay)
            return Met(because);
        call.Until(Amsterdam.StartOf(call.Day.PlusDays(1)));
        return Breach("too-many-per-day", because, Number("number", count.OnDay), Number("most", most.PerDay));
    }

    private static FindingParameter Number(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}
