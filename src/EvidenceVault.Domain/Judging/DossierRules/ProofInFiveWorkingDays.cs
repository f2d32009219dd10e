using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging.Texts;
using NodaTime;

namespace EvidenceVault.Domain.Judging.DossierRules;

/// <summary>
/// CTM-PROOF-5WD: whoever asks for the proof of a consent gets it within five working days. Code Telemarketing, in the version of 15 October 2024. The
/// day of the request is not counted, and the fifth working day counts whole; the policy of the day of the request says which holidays there are.
/// </summary>
internal sealed class ProofInFiveWorkingDays() : DossierRule(
    "CTM-PROOF-5WD", RuleCategory.Code, new(NormKind.Code, "Code Telemarketing 2024"), new LocalDate(2024, 10, 15))
{
    private const string Pending = "pending";

    public override IReadOnlyDictionary<string, Explanation> Texts => ProofInFiveWorkingDaysTexts.All;

    internal override DossierFinding? Judge(DossierAsKnown dossier, BookAsKnown book, Instant at)
    {
        Finding? worst = null;
        Instant? changesAt = null;
        foreach (var (request, end, provided) in ProofRequests.Of(dossier, book))
        {
            if (request.OccurredAt > at || !IsInForceOn(Amsterdam.DateOf(request.OccurredAt)))
                continue;
            var found = Of(request, provided, end, at);
            if (found.Reason == Pending && !(changesAt <= end))
                changesAt = end;
            worst = Worse(worst, found);
        }

        return worst is null ? null : new(worst, changesAt);
    }

    private Finding Of(KnownFact request, KnownFact? provided, Instant end, Instant at)
    {
        var because = Because.Of(request, provided);
        if (provided is not null)
            return provided.OccurredAt < end ? Met(because) : Breach("too-late", because);
        return at < end ? Unproven(Pending, because) : Breach("not-provided", because);
    }
}
