using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The exhibits, by when they were made.</summary>
public static class ExhibitBuilder
{
    public static IReadOnlyList<ExhibitData> Build(PackInput input)
    {
        var policy = input.Book.PolicyOn(Amsterdam.DateOf(input.AsOf), input.AsOf).Retention;
        return
        [
            .. input.Dossier.Exhibits.OrderBy(e => e.Exhibit.Announced.OccurredAt).ThenBy(e => e.Exhibit.Id, StringComparer.Ordinal).Select(e =>
            {
                var (a, term) = (e.Exhibit.Announced, ExhibitTerm.Of(e, input.Report, policy));
                return new ExhibitData(
                    a.Exhibit, e.Exhibit.EventId, a.Kind, a.Purposes, a.ContentType, a.Size, a.Sha256, a.OccurredAt, e.Exhibit.AnnouncedAt,
                    e.Exhibit.StoredAt <= input.AsOf ? e.Exhibit.StoredAt : null, e.State, a.DurationMs, a.Segments, a.Party, a.UploadedBy, e.Call?.EventId,
                    e.Consent?.EventId, term.DeleteAfter, term.Term, e.State == Domain.Exhibits.ExhibitState.Deleted ? e.Exhibit.Deletion : null,
                    e.Exhibit.StoredAt <= input.AsOf ? e.Exhibit.StoredEventId : null, e.State == Domain.Exhibits.ExhibitState.Deleted ? e.Exhibit.DeletedEventId : null);
            }),
        ];
    }
}
