using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Clearances;

/// <summary>
/// The vault said whether a party might dial a number at that instant: an event on a stream <c>clearance/{campaign}/{day}/{lane}</c>, and never on a
/// dossier, since asking about an unknown number must not create a person. Which number it was stands beside the events, under its keyed index.
/// </summary>
/// <param name="OccurredAt">When it was decided: the instant the call was judged at, as if it began then.</param>
/// <param name="Clearance">Its id, which the call that follows cites.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Party">Who wanted to call.</param>
/// <param name="Means">By a human or a machine.</param>
/// <param name="ReliesOn">The basis the asker named; null: none.</param>
/// <param name="Clear">Whether it might.</param>
/// <param name="Permission">What was concluded about permission.</param>
/// <param name="Conduct">What was concluded about the conduct rules that are known beforehand.</param>
/// <param name="Basis">The basis judged; null: none.</param>
/// <param name="Findings">The findings that are not met.</param>
/// <param name="RecheckAfter">Until when it holds.</param>
/// <param name="Rulebook">The version of the rulebook.</param>
/// <param name="Book">The version of the principal's book.</param>
/// <param name="AskedBy">The holder of the key that asked.</param>
/// <param name="KeyId">The public id of that key.</param>
public sealed record ClearanceDecided(
    Instant OccurredAt,
    string Clearance,
    string Campaign,
    string Party,
    CallMeans Means,
    Basis? ReliesOn,
    bool Clear,
    PermissionConclusion Permission,
    ConductConclusion Conduct,
    Basis? Basis,
    IReadOnlyList<FindingCode> Findings,
    Instant RecheckAfter,
    string Rulebook,
    long Book,
    string AskedBy,
    string KeyId);

/// <summary>A finding without its words.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Result">Its result.</param>
/// <param name="Reason">The stable reason code; null where it is met.</param>
public sealed record FindingCode(string Rule, FindingResult Result, string? Reason)
{
    /// <summary>A finding's codes.</summary>
    public static FindingCode Of(Finding finding) => new(finding.Rule, finding.Result, finding.Reason);
}
