using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// VAULT-WORDING: the text that the person saw or heard, of the consent relied on, had been recorded when the call began, and was shown at that place on
/// that day, by what had been recorded then and by all that was since. Where the place is not stated, only the days count.
/// </summary>
internal sealed class WordingOnFile() : Rule(
    "VAULT-WORDING", RuleCategory.Proof, Proof.Norm, Always)
{
    public override IReadOnlyDictionary<string, Explanation> Texts => WordingOnFileTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (basis.Grant is not { } grant)
            return null;
        if (call.Book.FirstWording(grant.Fact.Wording) is not { } wording)
            return Unproven("none", Because.Of(grant.Source));
        var because = Because.Of([grant.Source], null, [wording]);
        if (wording.RecordedAt > call.Start)
            return Breach("filed-after-call", because);
        return call.Book.IsWordingLive(wording.Value.Ref, Amsterdam.DateOf(grant.Source.OccurredAt), grant.Fact.Capture?.Place, call.Start)
            ? Met(because)
            : Breach("not-live-then", because);
    }
}
