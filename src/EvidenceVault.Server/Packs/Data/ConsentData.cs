using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>A consent: what was shown, what the person did, how it was confirmed.</summary>
/// <param name="Place">Where it was captured, as handed in.</param>
/// <param name="State">Where it stands at the pack's instant; null in a pack without findings.</param>
public sealed record ConsentData(
    Guid EventId,
    string? Ref,
    Instant GrantedAt,
    Instant RecordedAt,
    string Party,
    string UploadedBy,
    string? Campaign,
    ConsentChannel Channel,
    ConsentMethod Method,
    IReadOnlyList<string> Products,
    string? WordingRef,
    WordingData? Wording,
    Capture? Capture,
    string? Place,
    Instant? ToldUntil,
    Guid? Call,
    IReadOnlyList<string> Exhibits,
    IReadOnlyList<ConfirmationData> Confirmations,
    ConsentStateData? State,
    string? Note);

/// <summary>A consent's state at the pack's instant.</summary>
public sealed record ConsentStateData(ConsentStanding State, Instant? VerifiedAt, Instant? WithdrawnAt, Instant ValidUntil);

/// <summary>The exact text that was shown, as filed.</summary>
/// <param name="EventIds">The events of its versions, oldest first.</param>
/// <param name="Text">The text; null: the vault holds its hash only.</param>
/// <param name="FirstFiledAt">When the vault recorded it for the first time.</param>
public sealed record WordingData(
    string Ref, IReadOnlyList<Guid> EventIds, string Language, string? Text, string Sha256, string? WithdrawalText, IReadOnlyList<string> Products,
    IReadOnlyList<string> CallersNamed, IReadOnlyList<CallMeans> Means, string? Place, Period? FirstCallTerm, Period? ConsentTerm, LocalDate LiveFrom,
    LocalDate? LiveTo, Instant FirstFiledAt);

/// <summary>A step in confirming a consent.</summary>
/// <param name="NumberEnding">The last digits of another number that it was asked or answered on.</param>
public sealed record ConfirmationData(
    Guid EventId, ConfirmationStep Step, Instant At, Instant RecordedAt, string Party, VerificationMethod Method, bool? SameNumber, string? NumberEnding,
    IReadOnlyList<string> Exhibits, WordingData? Message, Guid? Call);

/// <summary>Steps in confirming a consent.</summary>
public enum ConfirmationStep
{
    /// <summary>The person was asked.</summary>
    Requested,

    /// <summary>The person confirmed.</summary>
    Confirmed,

    /// <summary>The person said no.</summary>
    Refused,
}

/// <summary>A withdrawal or an objection.</summary>
/// <param name="IsWithdrawal">Whether consent was withdrawn; else calls were objected to.</param>
/// <param name="Products">What the person limited it to; null: no limit.</param>
public sealed record ObjectionData(
    Guid EventId, string? Ref, bool IsWithdrawal, Instant At, Instant RecordedAt, string Party, WithdrawalRoute Via, IReadOnlyList<string>? Products, Guid? Consent,
    Guid? Call, string? Note);

/// <summary>A relationship that began or ended.</summary>
public sealed record RelationshipData(
    Guid EventId, bool IsEnd, Instant At, Instant RecordedAt, string Party, RelationshipRole As, IReadOnlyList<string> Products, bool? NoticeAtCollection);

/// <summary>A request to be called.</summary>
public sealed record CallbackData(
    Guid EventId, Instant At, Instant RecordedAt, string Party, CallbackRoute Via, IReadOnlyList<string> Products, Guid? Call, IReadOnlyList<string> Exhibits);
