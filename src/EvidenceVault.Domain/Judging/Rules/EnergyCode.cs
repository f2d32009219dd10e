using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// EN-2024: who follows the code of Energie-Nederland calls only after an act of the consumer on the very number dialled, records the whole of a call
/// that leads to a sale, and says at the start why it may call. Energie-Nederland, in force since 1 January 2024; for principals with the policy preset
/// <c>energy</c>.
/// </summary>
internal sealed class EnergyCode() : Rule(
    "EN-2024", RuleCategory.Code, new(NormKind.Code, "Energie-Nederland 2024"), new LocalDate(2024, 1, 1))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => EnergyCodeTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Policy.Preset != PolicyPreset.Energy || !call.NeedsBasis || !call.IsToNaturalPerson)
            return null;
        var worst = basis.Grant is { } grant ? OnNumber(call, grant.Source) : null;
        if (call.Session.IsHypothetical || !Conversation.Is(call.Call))
            return worst;
        if (Sale(call) is { } sale)
            worst = Worse(worst, Stated(call.Call.Recorded, "sale-not-recorded", Because.Of(call.Known, sale)));
        return Worse(worst, Stated(call.Call.Opening?.ReasonStated, "reason-not-stated", call.Itself));
    }

    private Finding OnNumber(CallContext call, KnownFact grant)
    {
        KnownFact? unknown = null, other = null;
        foreach (var (known, verified) in call.Dossier.StepsFor(grant).Answers)
        {
            if (known.OccurredAt < grant.OccurredAt || known.OccurredAt >= call.Start)
                continue;
            if (verified.Method is not (VerificationMethod.Sms or VerificationMethod.Phone) || verified.SameNumber == false)
                other = known;
            else if (verified.SameNumber == true)
                return Met(Because.Of(grant, known));
            else
                unknown = known;
        }

        return unknown is not null ? Unproven("unknown", Because.Of(grant, unknown)) : Breach("not-on-number", Because.Of(grant, other, call.Known));
    }

    // The sale itself where it is on record; else the call that says a sale was made.
    private static KnownFact? Sale(CallContext call)
    {
        foreach (var fact in call.Dossier.About(call.Known))
            if (fact.Fact is SaleAccepted)
                return fact;
        return call.Call.SaleMade == true ? call.Known : null;
    }

    private Finding Stated(bool? stated, string breach, Guid[] because) => stated switch
    {
        true => Met(because),
        false => Breach(breach, because),
        null => Unproven("unknown", because),
    };
}
