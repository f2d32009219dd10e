using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>An exhibit as clients read it.</summary>
public sealed record ExhibitDocument(
    string Id, ExhibitKind Kind, IReadOnlyList<ExhibitPurpose> Purposes, string ContentType, long Size, string Sha256, Instant RecordedAt,
    long? DurationMs, IReadOnlyList<ExhibitSegment>? Segments, string? Campaign, string Party, Guid? Consumer, ExhibitState State,
    Instant? StoredAt, Instant AnnouncedAt, Instant? DeleteAfter, object? Retention, object? Certificate)
{
    public static ExhibitDocument Of(Exhibit exhibit, ExhibitTerm? term, Instant now)
    {
        var a = exhibit.Announced;
        return new(
            exhibit.Id, a.Kind, a.Purposes, a.ContentType, a.Size, a.Sha256, a.OccurredAt, a.DurationMs, a.Segments, a.Campaign, a.Party, a.Consumer,
            exhibit.StateAt(now), exhibit.StoredAt, exhibit.AnnouncedAt, term?.DeleteAfter, term?.Retention, Certificate: null);
    }
}
