using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// ACM-CONSENT-VERIFY: a second step before any call; no response is no consent, and the sales call cannot repair it. ACM's reading of
/// Telecommunicatiewet art. 11.7 lid 2 since its call of 29 June 2022, disputed by the trade association DDMA.
/// </summary>
internal sealed class ConsentVerification() : Rule(
    "ACM-CONSENT-VERIFY", RuleCategory.Permission, new(NormKind.Regulator, "ACM 2022-06-29"), new LocalDate(2022, 6, 29))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Consent];

    public override IReadOnlyDictionary<string, Explanation> Texts => ConsentVerificationTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (basis.Grant is not { Source: var grant })
            return null;
        var confirmation = call.ConfirmationOf(grant);
        if (confirmation.Outcome <= ConfirmationOutcome.ResponseUnproven)
            basis.RestsOn(confirmation.Answer!);
        if (confirmation.Exhibit is { } exhibit)
            basis.RestsOn(exhibit);
        if (confirmation.Outcome == ConfirmationOutcome.ResponseUnproven)
            basis.RestsOnStatement();
        if (confirmation.TimedBy is { } timing)
            basis.RestsOn(timing);
        var because = Because.Of([grant, confirmation.Request, confirmation.TimedBy, confirmation.Answer, InSalesCall(confirmation)], confirmation.Exhibit, []);
        return confirmation.Outcome switch
        {
            ConfirmationOutcome.Confirmed => Confirmed(call, confirmation, because),
            ConfirmationOutcome.ResponseUnproven => Unproven("response-unproven", because),
            ConfirmationOutcome.Lapsed => Breach("lapsed", because),
            ConfirmationOutcome.MethodNotAccepted => Breach("method-not-accepted", because),
            ConfirmationOutcome.InSalesCall => Breach("verified-in-sales-call", because),
            ConfirmationOutcome.Refused => Breach("refused", because),
            ConfirmationOutcome.AnsweredAfter => Breach("verified-after-call", because),
            ConfirmationOutcome.NotAnswered => Breach("no-response", because),
            _ => Breach("not-verified", because),
        };
    }

    // A request that alone keeps the answer in time carries the permission as much as the answer does.
    private Finding Confirmed(CallContext call, Confirmation confirmation, Guid[] because) =>
        confirmation.TimedBy is { } timing && call.Session.DisputeBetween(timing.OccurredAt, timing.FirstRecordedAt, timing.Fact) is { } dispute
            ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute])
            : Met(because);

    private static Dossiers.KnownFact? InSalesCall(Confirmation confirmation) =>
        confirmation.Outcome == ConfirmationOutcome.InSalesCall ? confirmation.Answer!.Call : null;
}
