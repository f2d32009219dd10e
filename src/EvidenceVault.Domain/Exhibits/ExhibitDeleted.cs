using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Domain.Exhibits;

/// <summary>The bytes of an exhibit were lawfully deleted: its key first, then the blob, then seen to be absent. What its destruction certificate says.</summary>
/// <remarks>Recorded once, when all of it is done; the certificate is this event, and holds nothing that tells whose recording it was.</remarks>
public sealed record ExhibitDeleted
{
    /// <summary>When its absence was proved.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>The exhibit's id.</summary>
    public required string Exhibit { get; init; }

    /// <summary>What kind of file it was.</summary>
    public required ExhibitKind Kind { get; init; }

    /// <summary>What it proved.</summary>
    public required IReadOnlyList<ExhibitPurpose> Purposes { get; init; }

    /// <summary>The SHA-256 of the bytes that went, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Their length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The duration of the recording in milliseconds; null: none was announced.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Its named parts.</summary>
    public IReadOnlyList<ExhibitSegment>? Segments { get; init; }

    /// <summary>The term that had ended.</summary>
    public required RetentionTerm Term { get; init; }

    /// <summary>The event it was counted from; null: the making of the exhibit.</summary>
    public Guid? Trigger { get; init; }

    /// <summary>The last instant it was to be kept.</summary>
    public required Instant DeleteAfter { get; init; }

    /// <summary>The event that set the policy; null: the vault's own defaults.</summary>
    public Guid? Policy { get; init; }

    /// <summary>When it was claimed for deletion: from then on no hold could keep it.</summary>
    public required Instant ClaimedAt { get; init; }

    /// <summary>When its key was seen to be gone: from then on nobody could read it.</summary>
    public required Instant KeyDestroyedAt { get; init; }

    /// <summary>The random name of the blob.</summary>
    public required string Blob { get; init; }

    /// <summary>What the storage answered, in order.</summary>
    public required IReadOnlyList<StorageAnswer> Storage { get; init; }

    /// <summary>For how many days the storage account keeps what is deleted, unreadable without the key; null: it keeps nothing.</summary>
    public int? SoftDeleteDays { get; init; }

    /// <summary>The version of the software that did it.</summary>
    public required string Software { get; init; }
}

/// <summary>An answer of the storage to one step of a deletion.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="RequestId">The storage's own id of the request, by which its log tells of it; null: it gave none.</param>
public sealed record StorageAnswer(DeletionStep Step, int Status, string? RequestId);

/// <summary>Steps of a deletion that the storage answers.</summary>
public enum DeletionStep
{
    /// <summary>The blob was deleted with its snapshots; 404: it was gone already.</summary>
    Delete,

    /// <summary>A version of it was deleted.</summary>
    DeleteVersion,

    /// <summary>It was asked for again; 404: it is absent.</summary>
    ReadBack,
}
