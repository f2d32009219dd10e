using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-CALLER-ID: the caller's number is shown in every attempt, to natural and to legal persons. Telecommunicatiewet art. 11.7 lid 8, in force
/// since 1 July 2021.
/// </summary>
internal sealed class CallerIdShown() : Rule(
    "TW-11.7-CALLER-ID", RuleCategory.Conduct, new(NormKind.Statute, "Tw 11.7 lid 8"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => CallerIdShownTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis) =>
        !call.NeedsBasis ? null : call.Call.CallerIdShown switch
        {
            true => Met(call.Itself),
            false => Breach("withheld", call.Itself),
            null => Unproven("unknown", call.Itself),
        };
}
