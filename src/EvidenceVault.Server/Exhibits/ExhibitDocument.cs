using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Server.Exhibits;

/// <summary>An exhibit as clients read it.</summary>
public sealed record ExhibitDocument(
    string Id, ExhibitKind Kind, IReadOnlyList<ExhibitPurpose> Purposes, string ContentType, long Size, string Sha256, Instant RecordedAt,
    long? DurationMs, IReadOnlyList<ExhibitSegment>? Segments, string? Campaign, string Party, Guid? Consumer, ExhibitState State,
    Instant? StoredAt, Instant AnnouncedAt, Instant? DeleteAfter, ExhibitTermView? Retention,
    CertificateView? Certificate)
{
    public static ExhibitDocument Of(Exhibit exhibit, ExhibitTermView? term, Instant now)
    {
        var a = exhibit.Announced;
        var state = exhibit.StateAt(now);
        return new(
            exhibit.Id, a.Kind, a.Purposes, a.ContentType, a.Size, a.Sha256, a.OccurredAt, a.DurationMs, a.Segments, a.Campaign, a.Party, a.Consumer,
            state == ExhibitState.Stored && term is { Holds.Count: > 0 } ? ExhibitState.Held : state, exhibit.StoredAt, exhibit.AnnouncedAt, term?.DeleteAfter, term,
            exhibit.Deletion is { } deletion ? CertificateView.Of(deletion) : null);
    }
}
