using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Data;

/// <summary>A call attempt in the call log: all that its event says, and nothing that says who was called.</summary>
/// <param name="Number">Its number in the log, from 1 in the order of the starts.</param>
/// <param name="EventId">Its event.</param>
/// <param name="Person">The vault's own id of the person called: a random number.</param>
/// <param name="RecordedAt">When the vault first recorded it.</param>
/// <param name="ReliesOnFact">The fact that the caller named.</param>
/// <param name="Exhibits">The exhibits that it cites or that record it.</param>
/// <param name="Corrections">The corrections that led to what stands here, in their order.</param>
/// <param name="RestsOn">The other events that it, and what is concluded of it, rests on.</param>
/// <param name="Judgement">What the vault concludes; null in a pack without findings.</param>
public sealed record LoggedCall(
    long Number,
    Guid EventId,
    Guid Person,
    Instant StartedAt,
    Instant RecordedAt,
    Instant? AnsweredAt,
    Instant? EndedAt,
    string Party,
    string UploadedBy,
    CallDirection Direction,
    CallMeans Means,
    CallNature Nature,
    CallOutcome Outcome,
    bool IsConversation,
    bool? CallerIdShown,
    CallOpening? Opening,
    bool? Recorded,
    ObjectionOffer? ObjectionOffer,
    bool? OfferMade,
    bool? SaleMade,
    Instant? OfferedAt,
    IReadOnlyList<string>? Products,
    string? Script,
    Basis? ReliesOn,
    Guid? ReliesOnFact,
    string? Clearance,
    IReadOnlyList<string>? Exhibits,
    IReadOnlyList<Guid>? Corrections,
    IReadOnlyList<Guid> RestsOn,
    LoggedJudgement? Judgement);

/// <summary>What the vault concludes about a call.</summary>
/// <param name="HoursAfterWithdrawal">Whole hours since the first withdrawal or objection that stood against it; null: none did.</param>
/// <param name="Met">The rules that are met.</param>
/// <param name="NotMet">What the other rules that apply say.</param>
public sealed record LoggedJudgement(
    PermissionConclusion Permission, ConductConclusion Conduct, Basis? Basis, ProofGrade? Proof, CallNature EffectiveNature, int? HoursAfterWithdrawal,
    IReadOnlyList<string> Met, IReadOnlyList<LoggedFinding> NotMet)
{
    /// <summary>How much it asks for attention: 0 the most; null: nothing in it does.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int? Severity =>
        Permission == PermissionConclusion.NotShown ? 0
        : Conduct == ConductConclusion.Breach ? 1
        : Permission == PermissionConclusion.Unproven ? 2
        : Conduct == ConductConclusion.Unproven ? 3
        : null;
}

/// <summary>What a rule that is not met says of a call, in the pack's language.</summary>
public sealed record LoggedFinding(string Rule, RuleCategory Category, FindingResult Result, string? Reason, string Explanation);
