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
        var collected = IsForeign(call.Book, grant) ? Judge(call, basis, grant) : null;
        if (collected is { Result: not FindingResult.Met })
            return collected;
        var verified = Verification(call, grant) is { } verification ? Judge(call, basis, verification) : null;
        if (collected is null || verified is null or { Result: not FindingResult.Met })
            return verified ?? collected;
        return Met([.. collected.Because.Union(verified.Because)]);
    }

    /// <summary>Whether neither the principal nor the vault did it.</summary>
    internal static bool IsForeign(BookAsKnown book, KnownFact fact) =>
        fact.Fact.Party != book.Principal && fact.Fact.Party != VaultItself.Slug && fact.Fact.UploadedBy != VaultItself.Slug;

    /// <summary>
    /// The confirmation that a consent rests on for a call: the best of those that whoever asked them might ask, by mandates of before any dispute where there
    /// is one; only where none of them counts, the best of all.
    /// </summary>
    internal static Judging.Confirmation Confirmation(CallContext call, KnownFact grant)
    {
        if (!call.Session.IsAskedByOthers(grant))
            return Before(call, grant, null);
        if (Before(call, grant, a => MightAsk(call, a, beforeDisputes: true)) is { Outcome: <= ConfirmationOutcome.ResponseUnproven } sound)
            return sound;
        return Before(call, grant, a => MightAsk(call, a, beforeDisputes: false)) is { Outcome: <= ConfirmationOutcome.ResponseUnproven } mandated ? mandated : Before(call, grant, null);
    }

    private static bool MightAsk(CallContext call, KnownFact answer, bool beforeDisputes) =>
        !IsForeign(call.Book, answer)
        || call.Session.CollectedUnder(answer) is { Faults: MandateFaults.None } line && !(beforeDisputes && call.Session.DisputeBetween(answer.OccurredAt, line.RecordedAt) is not null);

    private static Judging.Confirmation Before(CallContext call, KnownFact grant, Func<KnownFact, bool>? counts) =>
        Judging.Confirmation.Before(call.Dossier, grant, call.Start, call.Policy.Verification, call.Session, counts);

    // The confirmation that the consent rests on, where somebody else asked it.
    private static KnownFact? Verification(CallContext call, KnownFact grant) =>
        call.Session.IsAskedByOthers(grant) && call.ConfirmationOf(grant) is { Outcome: <= ConfirmationOutcome.ResponseUnproven, Answer: { } answer } && IsForeign(call.Book, answer) ? answer : null;

    private Finding Judge(CallContext call, BasisCase basis, KnownFact capture)
    {
        var line = call.Session.CollectedUnder(capture);
        Guid[] because = [.. Because.Of(capture), .. line?.EventIds ?? []];
        if (line is not { Faults: MandateFaults.None })
            return Breach(MandateLine.Reason(line), because, new FindingParameter("party", capture.Fact.Party));
        basis.RestsOn(line);
        return call.Session.DisputeBetween(capture.OccurredAt, line.RecordedAt) is { } dispute
            ? Unproven(SharedTexts.RecordedAfterDispute, [.. because, dispute])
            : Met(because);
    }
}
