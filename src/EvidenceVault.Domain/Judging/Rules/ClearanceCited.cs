using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// VAULT-CLEARANCE: an attempt cites a clearance for this number, decided before it and still fresh, that said clear. One for another number, party,
/// campaign or means is as none. At the very instant to ask again it is stale: what was said may be otherwise from then on. One that said block does not grow better with age.
/// </summary>
internal sealed class ClearanceCited() : Rule(
    "VAULT-CLEARANCE", RuleCategory.Proof, Proof.Norm, Always)
{
    public override IReadOnlyDictionary<string, Explanation> Texts => ClearanceCitedTexts.All;

    public override bool IsKnownBeforehand => false;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (call.Call.Direction != CallDirection.Outbound)
            return null;
        if (call.Dossier.Clearance(call.Call.Clearance) is not { } clearance || !IsFor(clearance, call.Call))
            return Unproven("none", call.Itself);
        Guid[] because = [.. call.Itself, clearance.EventId];
        if (!clearance.Clear && clearance.DecidedAt <= call.Start)
            return Breach("called-despite-block", because);
        return clearance.DecidedAt <= call.Start && call.Start < clearance.RecheckAfter ? Met(because) : Unproven("stale", because);
    }

    private static bool IsFor(KnownClearance clearance, CallAttempted call) =>
        clearance.SameNumber && clearance.Party == call.Party && clearance.Campaign == call.Campaign && clearance.Means == call.Means;
}
