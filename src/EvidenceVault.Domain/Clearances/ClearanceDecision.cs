using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Clearances;

/// <summary>Who wants to call, for what and how.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Party">Who wants to call.</param>
/// <param name="Means">By a human or a machine.</param>
/// <param name="ReliesOn">The basis it would rely on; null: whichever carries the call.</param>
public sealed record ClearanceQuestion(string Campaign, string Party, CallMeans Means, Basis? ReliesOn);

/// <summary>Whether a party may dial a number: judged by the same rules as a call that was made, as if it began at that instant.</summary>
/// <param name="Clear">
/// Whether it may: permission is shown, no conduct or code rule that is known beforehand speaks against it, and none of the principal's own limits does.
/// Silence is never permission: what is not assessed is not clear.
/// </param>
/// <param name="Judgement">What the rules say.</param>
/// <param name="DecidedAt">The instant the call was judged at.</param>
/// <param name="RecheckAfter">Until when the decision holds; at that very instant it may be another.</param>
public sealed record ClearanceDecision(bool Clear, Judgement Judgement, Instant DecidedAt, Instant RecheckAfter)
{
    /// <summary>A decision holds this long at most: what a dialler has not asked again since, it has not asked.</summary>
    public static readonly Duration LongestValidity = Duration.FromHours(1);

    /// <summary>Decides.</summary>
    /// <param name="dossier">The dossier as known; one without facts where the number is not known.</param>
    /// <param name="book">The principal's book as known.</param>
    /// <param name="nature">The nature of the campaign's calls.</param>
    /// <param name="question">Who wants to call, for what and how.</param>
    /// <param name="now">The present instant.</param>
    public static ClearanceDecision Of(DossierAsKnown dossier, BookAsKnown book, CallNature nature, ClearanceQuestion question, Instant now)
    {
        var judgement = Judge.Hypothetical(dossier, book, Call(question, nature, now));
        var lenient = book.PolicyAt(now).ClearUnproven;
        var permitted = judgement.Permission == PermissionConclusion.Shown || (lenient && judgement.Permission == PermissionConclusion.Unproven);
        var proper = judgement.Conduct is ConductConclusion.Clean or ConductConclusion.NotAssessed || (lenient && judgement.Conduct == ConductConclusion.Unproven);
        var latest = now + LongestValidity;
        return new(permitted && proper && !BreaksPolicy(judgement), judgement, now, judgement.ChangesAt is { } changes ? Instant.Min(changes, latest) : latest);
    }

    // An attempt, of which it is not known yet if it becomes a conversation.
    private static CallAttempted Call(ClearanceQuestion question, CallNature nature, Instant now) => new()
    {
        OccurredAt = now,
        Party = question.Party,
        UploadedBy = question.Party,
        Campaign = question.Campaign,
        Direction = CallDirection.Outbound,
        Means = question.Means,
        Nature = nature,
        Outcome = CallOutcome.NoAnswer,
        ReliesOn = question.ReliesOn is { } basis ? new DeclaredBasis(basis) : null,
    };

    private static bool BreaksPolicy(Judgement judgement)
    {
        foreach (var finding in judgement.Findings)
            if (finding is { Category: RuleCategory.Policy, Result: FindingResult.Breach })
                return true;
        return false;
    }
}
