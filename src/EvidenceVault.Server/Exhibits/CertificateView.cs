using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>A destruction certificate (vernietigingsverklaring): what was deleted, why, and how that was proved. It tells nobody whose recording it was.</summary>
/// <param name="Exhibit">The exhibit's id.</param>
/// <param name="Kind">What kind of file it was.</param>
/// <param name="Purposes">What it proved.</param>
/// <param name="Sha256">The SHA-256 of the bytes that went: whoever kept a copy can still be told by it.</param>
/// <param name="Size">Their length in bytes.</param>
/// <param name="DurationMs">The duration of the recording.</param>
/// <param name="Segments">Its named parts.</param>
/// <param name="Term">The term that had ended.</param>
/// <param name="Explanation">The same in words.</param>
/// <param name="Trigger">The event it was counted from; null: the making of the exhibit.</param>
/// <param name="Policy">The event that set the policy; null: the vault's own defaults.</param>
/// <param name="DeleteAfter">The last instant it was to be kept.</param>
/// <param name="ClaimedAt">When it was claimed for deletion.</param>
/// <param name="KeyDestroyedAt">When its key was gone.</param>
/// <param name="DeletedAt">When its absence was proved.</param>
/// <param name="Blob">The random name it had in the storage.</param>
/// <param name="Storage">What the storage answered.</param>
/// <param name="SoftDeleteDays">For how many days the storage keeps what was deleted, unreadable without the key; null: it keeps nothing.</param>
/// <param name="Software">The version of the software that did it.</param>
public sealed record CertificateView(
    string Exhibit, ExhibitKind Kind, IReadOnlyList<ExhibitPurpose> Purposes, string Sha256, long Size, long? DurationMs, IReadOnlyList<ExhibitSegment>? Segments,
    RetentionTerm Term, Explanation Explanation, Guid? Trigger, Guid? Policy, Instant DeleteAfter, Instant ClaimedAt, Instant KeyDestroyedAt, Instant DeletedAt, string Blob,
    IReadOnlyList<StorageAnswer> Storage, int? SoftDeleteDays, string Software)
{
    /// <summary>The event that records it; null: not asked.</summary>
    public Guid? EventId { get; init; }

    /// <summary>The vault's Ed25519 signature of it, base64, with the key of <c>GET /v1/signing-key</c>; null: not asked, or no key is configured.</summary>
    public string? Signature { get; init; }

    public static CertificateView Of(ExhibitDeleted d) => new(
            d.Exhibit, d.Kind, d.Purposes, d.Sha256, d.Size, d.DurationMs, d.Segments, d.Term, RetentionTexts.Of(d.Term), d.Trigger, d.Policy, d.DeleteAfter, d.ClaimedAt, d.KeyDestroyedAt,
            d.OccurredAt, d.Blob, d.Storage, d.SoftDeleteDays, d.Software);
}
