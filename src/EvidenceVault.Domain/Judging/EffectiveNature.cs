using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// The nature that every rule goes by: a service, survey or verification call in which an offer or a sale was made, or a marketing consent or a
/// callback request was obtained, is commercial.
/// </summary>
internal static class EffectiveNature
{
    internal const string OfferCode = "offer";

    internal static (CallNature Nature, bool Unknown) Of(DossierAsKnown dossier, KnownFact known)
    {
        var call = (CallAttempted)known.Fact;
        if (call.Nature is CallNature.Commercial or CallNature.Charitable or CallNature.Ideological)
            return (call.Nature, false);
        if (call.OfferMade == true || call.SaleMade == true)
            return (CallNature.Commercial, false);
        var heardNoOffer = false;
        foreach (var fact in dossier.About(known))
        {
            if (fact.Fact is SaleAccepted or ConsentGranted or CallbackRequested)
                return (CallNature.Commercial, false);
            if (fact.Fact is MonitoringRecorded { Findings: var findings })
                foreach (var finding in findings)
                {
                    if (finding.Code != OfferCode)
                        continue;
                    if (finding.Met)
                        return (CallNature.Commercial, false);
                    heardNoOffer = true;
                }
        }

        var unknown = call.OfferMade is null && !heardNoOffer && call.Direction == CallDirection.Outbound && Conversation.Is(call);
        return (call.Nature, unknown);
    }
}

/// <summary>Whether a call was a conversation.</summary>
internal static class Conversation
{
    internal static bool Is(CallAttempted call) =>
        call.Outcome is CallOutcome.Answered or CallOutcome.WrongPerson or CallOutcome.StoppedVulnerable;
}
