using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-OBJECTION-OFFERED: the right to object (verzet) is offered in each conversation, clearly, free of charge and easily. Telecommunicatiewet
/// art. 11.7 lid 5 to 7, in force since 1 July 2021. A recorded referral elsewhere is no offer in the call.
/// </summary>
internal sealed class ObjectionOffered() : Rule(
    "TW-11.7-OBJECTION-OFFERED", RuleCategory.Conduct, new(NormKind.Statute, "Tw 11.7 lid 5–7"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => ObjectionOfferedTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis || !call.IsToNaturalPerson || !Conversation.Is(call.Call) || basis.IsRequestedCallback)
            return null;
        return call.Call.ObjectionOffer switch
        {
            ObjectionOffer.Agent or ObjectionOffer.Menu => Met(call.Itself),
            ObjectionOffer.TapedReferral => Breach("not-in-call", call.Itself),
            ObjectionOffer.None => Breach("not-offered", call.Itself),
            _ => Unproven("unknown", call.Itself),
        };
    }
}
