using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>A call attempt, answered or not.</summary>
/// <param name="Number">Its number in the pack, from 1 in the order of their starts.</param>
/// <param name="Agent">The agent's pseudonym, where the audience may see it.</param>
/// <param name="Exhibits">The exhibits that it cites or that record it.</param>
/// <param name="Judgement">What the vault concludes; null in a pack without findings.</param>
public sealed record CallData(
    int Number,
    Guid EventId,
    string? Ref,
    Instant StartedAt,
    Instant RecordedAt,
    Instant? AnsweredAt,
    Instant? EndedAt,
    string Party,
    string UploadedBy,
    string? Campaign,
    CallDirection Direction,
    CallMeans Means,
    CallNature Nature,
    CallOutcome Outcome,
    bool IsConversation,
    string? CallerNumber,
    bool? CallerIdShown,
    CallOpening? Opening,
    bool? Recorded,
    ObjectionOffer? ObjectionOffer,
    bool? OfferMade,
    bool? SaleMade,
    Instant? OfferedAt,
    IReadOnlyList<string>? Products,
    string? Script,
    Instant? ScriptFiledAt,
    string? Agent,
    string? Brand,
    string? BrandReason,
    Basis? ReliesOn,
    Guid? ReliesOnFact,
    ClearanceData? Clearance,
    IReadOnlyList<string> Exhibits,
    IReadOnlyList<SaleData> Sales,
    IReadOnlyList<PerformanceData> Performances,
    IReadOnlyList<ListeningData> Listenings,
    JudgementData? Judgement,
    string? Note);

/// <summary>An offer accepted after a call.</summary>
public sealed record SaleData(
    Guid EventId, Instant At, Instant RecordedAt, AcceptanceRoute Via, Instant? AcceptanceAskedAt, string? TotalValue, string Product, bool? Renewal);

/// <summary>A contract carried out after a call.</summary>
public sealed record PerformanceData(Guid EventId, Instant At, PerformanceAct Act);

/// <summary>What a listener found in a call.</summary>
public sealed record ListeningData(Guid EventId, Instant At, Listener By, IReadOnlyList<MonitoringFinding> Findings);

/// <summary>A clearance that a call cites.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Decided">What was decided; null: the vault gave no such clearance.</param>
public sealed record ClearanceData(string Id, ClearanceDecidedData? Decided);

/// <summary>What a clearance said.</summary>
public sealed record ClearanceDecidedData(Guid EventId, bool Clear, Instant DecidedAt, Instant RecheckAfter, bool SameNumber);
