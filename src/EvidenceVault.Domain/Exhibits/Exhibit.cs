using NodaTime;

namespace EvidenceVault.Domain.Exhibits;

/// <summary>An exhibit as a fold over its stream: what was announced, and when its bytes came and went.</summary>
/// <param name="EventId">The id of the announcing event.</param>
/// <param name="AnnouncedAt">When the vault recorded the announcement.</param>
/// <param name="Announced">What was announced.</param>
/// <param name="StoredAt">When the vault recorded the bytes; null: awaited.</param>
/// <param name="Blob">The name of the blob; null: awaited.</param>
/// <param name="DeletedAt">When the vault recorded that the bytes were lawfully deleted; null: they were not.</param>
/// <param name="Deletion">How they were; null: they were not.</param>
/// <param name="StoredEventId">The id of the event of the bytes; null: awaited.</param>
/// <param name="DeletedEventId">The id of the event of their deletion; null: they were not.</param>
public sealed record Exhibit(
    Guid EventId, Instant AnnouncedAt, ExhibitAnnounced Announced, Instant? StoredAt = null, string? Blob = null, Instant? DeletedAt = null, ExhibitDeleted? Deletion = null,
    Guid? StoredEventId = null, Guid? DeletedEventId = null)
{
    /// <summary>The exhibit's id.</summary>
    public string Id => Announced.Exhibit;

    /// <summary>Its state as known at an instant: what the vault recorded later does not exist yet. Holds are laid over this by the caller.</summary>
    public ExhibitState StateAt(Instant knownAt) =>
        DeletedAt <= knownAt ? ExhibitState.Deleted : StoredAt <= knownAt ? ExhibitState.Stored : ExhibitState.Awaited;
}
