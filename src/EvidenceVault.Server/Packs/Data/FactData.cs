using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>A fact of the register.</summary>
/// <param name="Number">Its number in the pack, from 1 in the order in which things happened.</param>
/// <param name="CorrectedBy">The correction that replaced it; null: it stands.</param>
public sealed record FactData(
    int Number, Guid EventId, string? Ref, string Type, Instant OccurredAt, Instant RecordedAt, string Party, string UploadedBy, Guid? CorrectedBy);

/// <summary>An exhibit: a file that proves something.</summary>
/// <param name="EventId">The event that announced it.</param>
/// <param name="State">Where it stands at the pack's instant.</param>
/// <param name="DeleteAfter">The last instant it is kept; null: not to be computed yet.</param>
/// <param name="Deletion">The destruction certificate; null: it was not lawfully deleted.</param>
/// <param name="StoredEventId">The event of its content; null: it had not come.</param>
/// <param name="DeletedEventId">The event of its deletion; null: it was not lawfully deleted.</param>
public sealed record ExhibitData(
    string Id, Guid EventId, ExhibitKind Kind, IReadOnlyList<ExhibitPurpose> Purposes, string ContentType, long Size, string Sha256, Instant RecordedAt,
    Instant AnnouncedAt, Instant? StoredAt, ExhibitState State, long? DurationMs, IReadOnlyList<ExhibitSegment>? Segments, string Party, string UploadedBy,
    Guid? Call, Guid? Consent, Instant? DeleteAfter, RetentionTerm Term, ExhibitDeleted? Deletion = null, Guid? StoredEventId = null, Guid? DeletedEventId = null);

/// <summary>A correction, with both versions of what it changed.</summary>
/// <param name="Corrects">The fact it corrects, as first recorded; null: not known here.</param>
public sealed record CorrectionData(
    Guid EventId, Instant At, Instant RecordedAt, string Party, Guid? Corrects, string? Type, CorrectionMove? Move, string? Reason,
    IReadOnlyList<ChangeData> Changes);

/// <summary>A field that a correction changed.</summary>
public sealed record ChangeData(string Field, string? Before, string? After);

/// <summary>A complaint, a compliment, or a request for proof and the answer to it.</summary>
/// <param name="Text">Its text, where the audience may see it.</param>
public sealed record MessageData(
    Guid EventId, MessageKind Kind, Instant At, Instant RecordedAt, string Party, ComplaintSubject? About, string? Via, Guid? Call, Guid? Consent, string? Text);

/// <summary>Kinds of message.</summary>
public enum MessageKind
{
    Complaint,
    Compliment,
    ProofRequested,
    ProofProvided,
}
