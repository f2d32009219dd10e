using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>
/// CHAIN-COLLECTOR: whoever collected or confirmed a consent for the principal had its mandate then. All in the chain from the gathering of consents to
/// the contract answer for it (ACM), and by Telecommunicatiewet art. 11.7 lid 2 the principal must be able to show the consent.
/// </summary>
/// <remarks>A consent that names no campaign was not collected for one: any mandate covers it.</remarks>
internal sealed class Collectors() : Rule("CHAIN-COLLECTOR", RuleCategory.Chain, new(NormKind.Statute, "Tw 11.7 lid 2"), new LocalDate(2021, 7, 1))
{
    public override IReadOnlyList<Basis> Bases { get; } = [Basis.Consent];

    public override IReadOnlyDictionary<string, Explanation> Texts => CollectorsTexts.All;

    internal override Finding? Judge(CallContext call, BasisCase basis)
    {
        if (basis.Grant is not { Source: var grant })
            return null;
        var collected = IsForeign(call, grant) ? Judge(call, basis, grant) : null;
        if (collected is { Result: not FindingResult.Met })
            return collected;
        var verified = Verification(call, grant) is { } verification ? Judge(call, basis, verification) : null;
        if (collected is null || verified is null or { Result: not FindingResult.Met })
            return verified ?? collected;
        return Met([.. collected.Because.Union(verified.Because)]);
    }

    private static bool IsForeign(CallContext call, KnownFact fact) =>
        fact.Fact.Party != call.Book.Principal && fact.Fact.Party != VaultItself.Slug && fact.Fact.UploadedBy != VaultItself.Slug;

    // The confirmation that the consent rests on, where somebody else asked it; of several as good, one that whoever asked it might ask.
    private static KnownFact? Verification(CallContext call, KnownFact grant)
    {
        if (!HasForeign(call, grant))
            return null;
        var counts = Confirmation.Before(call.Dossier, grant, call.Start, call.Policy.Verification);
        if (counts is not { Outcome: <= ConfirmationOutcome.ResponseUnproven, Answer: { } answer } || !IsForeign(call, answer))
            return null;
        var sound = Confirmation.Before(call.Dossier, grant, call.Start, call.Policy.Verification, a => !IsForeign(call, a) || Line(call, a) is { Faults: MandateFaults.None });
        return sound.Outcome > counts.Outcome ? answer : IsForeign(call, sound.Answer!) ? sound.Answer : null;
    }

    private static bool HasForeign(CallContext call, KnownFact grant)
    {
        foreach (var (known, _) in call.Dossier.Verifications)
            if (known.Consent == grant && IsForeign(call, known))
                return true;
        return false;
    }

    private Finding Judge(CallContext call, BasisCase basis, KnownFact capture)
    {
        var line = Line(call, capture);
        Guid[] because = [.. Because.Of(capture), .. line?.EventIds() ?? []];
        if (line is not { Faults: MandateFaults.None })
            return Breach(MandateLine.Reason(line), because, new FindingParameter("party", capture.Fact.Party));
        basis.RestsOn(line);
        return call.Session.DisputeBetween(capture.OccurredAt, line.RecordedAt) is { } dispute
            ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute])
            : Met(because);
    }

    private static MandateLine? Line(CallContext call, KnownFact capture) => MandateLine.Find(
        call.Book, capture.Fact.Party, capture.Fact.Campaign, capture.OccurredAt, Amsterdam.DateOf(capture.OccurredAt), anyCampaign: capture.Fact.Campaign is null);
}
