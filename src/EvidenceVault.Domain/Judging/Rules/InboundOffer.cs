using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// INBOUND-OFFER: a consumer who calls may be made an offer; ACM's practice since opt-in began on 1 July 2021. What has to be proven is that the consumer
/// began the call: who calls back a number that just rang, did not. Whether the call lent itself to an offer is not judged.
/// </summary>
internal sealed class InboundOffer() : Rule("INBOUND-OFFER", RuleCategory.Permission, new(NormKind.Regulator, "ACM"), new LocalDate(2021, 7, 1))
{
    private static readonly Period Days = Period.FromDays(7);

    public override bool Carries => true;

    public override IReadOnlyDictionary<string, Explanation> Texts => InboundOfferTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Call.Direction != CallDirection.Inbound)
            return null;
        var record = call.Dossier.Evidence.CallDetailOf(call.Known) ?? Evidence.Cited(call.Dossier, call.Known, ExhibitKind.CallDetailRecord);
        basis.RestsOn(call.Known);
        if (record is null)
            basis.RestsOnStatement();
        else
            basis.RestsOn(record);
        if (LastAttempt(call) is { } attempt && Amsterdam.EndOfTerm(attempt.OccurredAt, Days) is var until && call.Start <= until)
        {
            call.Until(until);
            return Unproven("own-attempt-before", Because.Of([call.Known, attempt], record, []));
        }

        var because = Because.Of([call.Known], record, []);
        if (record is null && call.Policy.InboundProof == InboundProof.Cdr)
            return Unproven("direction-unproven", because);
        return Dispute(call, record) is { } dispute ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute]) : Met(because);
    }

    // The call itself carries the permission, and so does what proves its direction, where that must be proven.
    private static Guid? Dispute(CallContext call, KnownExhibit? record) =>
        call.Session.DisputeBetween(call.Start, call.Known.FirstRecordedAt, call.Call)
        ?? (record is not null && call.Policy.InboundProof == InboundProof.Cdr ? call.Session.DisputeBetween(call.Start, record.Exhibit.AnnouncedAt) : null);

    // The last time the chain rang the person; one that began at the very instant of this call counts too.
    private static KnownFact? LastAttempt(CallContext call)
    {
        var calls = call.Dossier.Calls;
        for (var i = call.Dossier.CallsUntil(call.Start) - 1; i >= 0; i--)
            if (calls[i].Fact.Direction == CallDirection.Outbound)
                return calls[i].Source;
        return null;
    }
}
