using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// SERVICE-NO-SWITCH: a service call may not turn into a sales call, unless a basis open to this caller carries that offer. Telecommunicatiewet art. 11.7
/// since 1 July 2026, when the customer relation ceased to be a basis; so ACM said then.
/// </summary>
internal sealed class NoSwitchInService() : Rule(
    "SERVICE-NO-SWITCH", RuleCategory.Permission, new(NormKind.Statute, "Tw 11.7 lid 2"), new LocalDate(2026, 7, 1))
{
    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => NoSwitchInServiceTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Call is not { Nature: CallNature.Service, Direction: CallDirection.Outbound } || !Conversation.Is(call.Call))
            return null;
        var because = Because.Of(call.Known);
        if (call.NatureUnknown)
            return Unproven(SharedTexts.OfferUnknown, because);
        if (!call.NeedsBasis)
            return WithoutOffer(call, basis);
        if (basis.IsMet || basis.IsCarriedByAnother)
            return Met(because);
        return basis.Breaches == 0 && basis.IsJudged ? Unproven(SharedTexts.OfferUnknown, because) : Breach("offer-in-service-call", because);
    }

    // That nothing was offered is what the caller says, or who listened; unless a recording of the call is there to be heard, it is a statement. One that
    // was announced only after a dispute shows nothing.
    private Finding WithoutOffer(CallContext call, BasisCase basis)
    {
        basis.RestsOn(call.Known);
        var heard = call.Call.OfferMade is null ? HeardNoOffer(call) : null;
        if (heard is not null)
            basis.RestsOn(heard);
        var recording = Evidence.Cited(call.Dossier, call.Known, ExhibitKind.Voicelog);
        if (recording is not null && call.Session.DisputeBetween(call.Start, recording.Exhibit.AnnouncedAt) is not null)
            recording = null;
        if (recording is null)
            basis.RestsOnStatement();
        else
            basis.RestsOn(recording);
        var because = Because.Of([call.Known, heard], recording, []);
        return (Dispute(call, call.Known) ?? (heard is null ? null : Dispute(call, heard))) is { } dispute
            ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute])
            : Met(because);
    }

    // Of several who heard none the one recorded first, where there is one, among those not recorded only after a dispute.
    private static KnownFact? HeardNoOffer(CallContext call)
    {
        KnownFact? best = null;
        foreach (var fact in call.Dossier.About(call.Known))
            if (fact.Fact is MonitoringRecorded heard && heard.Findings.Any(f => f is { Code: EffectiveNature.OfferCode, Met: false })
                && (best is null || Order(call, fact).CompareTo(Order(call, best)) < 0))
                best = fact;
        return best;
    }

    private static (bool, Instant) Order(CallContext call, KnownFact fact) => (Dispute(call, fact) is not null, fact.FirstRecordedAt);

    private static Guid? Dispute(CallContext call, KnownFact fact) => call.Session.DisputeBetween(fact.OccurredAt, fact.FirstRecordedAt, fact.Fact);
}
