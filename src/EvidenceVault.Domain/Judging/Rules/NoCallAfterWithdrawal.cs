using System.Globalization;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// TW-11.7-WITHDRAWN: no calls after a withdrawal or an objection (verzet). Telecommunicatiewet art. 11.7 lid 2 and 5 to 7; AVG art. 7(3) and 21.
/// In force since 1 July 2021. No statute allows any hours to process it. A withdrawal of one consent that is not known (yet) counts for all:
/// a no that cannot be placed must not be lost.
/// </summary>
internal sealed class NoCallAfterWithdrawal() : Rule(
    "TW-11.7-WITHDRAWN", RuleCategory.Permission, new(NormKind.Statute, "Tw 11.7 lid 2, 5–7; AVG 7(3), 21"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyDictionary<string, Explanation> Texts => NoCallAfterWithdrawalTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (!call.NeedsBasis && !call.NatureUnknown)
            return null;
        Objection? first = null;
        List<Guid> because = [], lifting = [];
        foreach (var objection in call.Dossier.Objections)
        {
            if (objection.At > call.Start)
                break;
            if (!Covers(objection, call, basis) || IsLifted(objection, call, basis, lifting))
                continue;
            first ??= objection;
            because.Add(objection.EventId);
        }

        if (first is null)
            return call.Session.AfterDispute(Met([.. lifting.Distinct()]));
        if (call.NatureUnknown)
            return Unproven(SharedTexts.OfferUnknown, because);
        var hours = Math.Floor((call.Start - first.At).TotalHours);
        return Breach("called-after-objection", because, new FindingParameter("hours", hours.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool Covers(Objection objection, CallContext call, BasisCase basis) =>
        !Withdrawals.IsMadeIn(objection, call)
        && Withdrawals.Touches(objection, call.Products)
        && (objection.Consent is null || objection.Consent == basis.Grant?.Source || objection.Consent == call.Known.ReliesOn);

    // What lifts it carries the call as much as its basis does: the permission rests on it, and it is named. A request recorded after a dispute lifts
    // no breach into nothing: it leaves the finding unproven.
    private static bool IsLifted(Objection objection, CallContext call, BasisCase basis, List<Guid> lifting)
    {
        if (LiftingConsent(objection, call, basis) is { } consent)
        {
            basis.RestsOn(consent);
            basis.RestsOn(consent.Grant!.Value.Source);
            lifting.AddRange(Because.Of(consent.Grant!.Value.Source));
            return true;
        }

        if (CallbackRequests.Lifting(call, objection.At) is not { } answer)
            return false;
        call.Until(answer.LastInstant);
        basis.RestsOn(answer.Request);
        basis.RestsOn(answer.Exhibit!);
        lifting.AddRange(Because.Of([answer.Request], answer.Exhibit, []));
        return true;
    }

    // Of several the one relied on, else that which was recorded first.
    private static BasisCase? LiftingConsent(Objection objection, CallContext call, BasisCase basis)
    {
        BasisCase? best = null;
        foreach (var consent in call.Consents)
        {
            var grant = consent.Grant!.Value.Source;
            if (grant.OccurredAt <= objection.At || !consent.IsMet)
                continue;
            if (grant == basis.Grant?.Source)
                return consent;
            if (best is null || consent.RecordedAt < best.RecordedAt)
                best = consent;
        }

        return best;
    }
}
