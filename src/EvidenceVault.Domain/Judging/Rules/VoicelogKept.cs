using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// VAULT-VOICELOG: what came from speech can be heard. Spoken consents, confirmations and callback requests that the permission rests on, and a
/// conversation that was recorded or in which a sale was accepted, each have a recording whose bytes match the hash announced. Where it was deleted at
/// the end of its term, with a certificate, that is met too, with a reason of its own: it can no longer be heard.
/// </summary>
internal sealed class VoicelogKept() : Rule(
    "VAULT-VOICELOG", RuleCategory.Proof, Proof.Norm, Always)
{
    public override IReadOnlyDictionary<string, Explanation> Texts => VoicelogKeptTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        Finding? worst = null;
        if (IsSpoken(call))
            worst = Of(call, call.Known);
        for (var i = 0; i < basis.Findings.Count; i++)
        {
            var because = basis.Findings[i].Because;
            for (var j = 0; j < because.Count; j++)
                if (call.Dossier.Find(because[j]) is { } fact && IsSpoken(fact.Fact))
                    worst = worst is null ? Of(call, fact) : WorseKept(worst, Of(call, fact));
        }

        return worst;
    }

    private static bool IsSpoken(Fact fact) => fact switch
    {
        ConsentGranted grant => grant.Method == ConsentMethod.Phone || grant.Capture?.Action == CaptureAction.SpokenYes,
        ConsentVerified verified => verified.Method == VerificationMethod.Phone,
        CallbackRequested request => request.Via == CallbackRoute.Phone,
        _ => false,
    };

    private static bool IsSpoken(CallContext call)
    {
        if (call.Call.Recorded == true && Conversation.Is(call.Call))
            return true;
        foreach (var fact in call.Dossier.About(call.Known))
            if (fact.Fact is SaleAccepted { Via: AcceptanceRoute.InCall })
                return true;
        return false;
    }

    private Finding Of(CallContext call, KnownFact fact)
    {
        var recording = call.Session.Recordings.Of(fact);
        var because = Because.Of([fact], recording, []);
        return recording?.State switch
        {
            null => Unproven("none", because),
            ExhibitState.Awaited => Unproven("awaited", because),
            ExhibitState.Deleted => Met(because) with { Reason = "lawfully-deleted" },
            _ => Met(because),
        };
    }

    // Of two that are unproven the first counts; one that can be heard is better than one that no longer can.
    private static Finding WorseKept(Finding one, Finding other) =>
        one.Result == FindingResult.Met && one.Reason is null ? other : Worse(one, other);
}
