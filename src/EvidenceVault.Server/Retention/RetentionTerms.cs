using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Exhibits;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary>The terms of exhibits: as last computed where nothing moved them since, else computed afresh.</summary>
public sealed class RetentionTerms(RetentionStandings standings, DossierReader dossiers, JudgingBooks books, IClock clock) : IExhibitTerms
{
    public async Task<IReadOnlyDictionary<string, ExhibitTermView>> Of(string principal, IReadOnlyCollection<Exhibit> exhibits, CancellationToken ct)
    {
        var terms = new Dictionary<string, ExhibitTermView>(StringComparer.Ordinal);
        if (exhibits.Count == 0 || await books.Current(principal, ct) is not { } book) return terms;
        var now = clock.GetCurrentInstant();
        var kept = await standings.Of(principal, [.. exhibits.Select(e => e.Id)], now, ct);
        var afresh = new List<Exhibit>();
        foreach (var exhibit in exhibits)
            if (kept.GetValueOrDefault(exhibit.Id) is { IsCurrent: true, Term: { } term } standing) terms[exhibit.Id] = View(new(standing.DueAt, term, standing.Trigger), PolicyOf(book, standing.Policy), standing);
            else if (exhibit.DeletedAt is null) afresh.Add(exhibit);
        if (afresh.Count == 0) return terms;
        var policy = book.PolicyFiledOn(Amsterdam.DateOf(now), now);
        foreach (var (id, term) in await Afresh(principal, book, policy?.Value.Policy.Retention ?? new(), afresh, now, ct))
            terms[id] = View(term, policy?.Value.Policy.ValidFrom, kept.GetValueOrDefault(id));
        return terms;
    }

    public async Task<bool> IsRestricted(string principal, string exhibit, CancellationToken ct) =>
        (await standings.Of(principal, [exhibit], clock.GetCurrentInstant(), ct)).GetValueOrDefault(exhibit) is { IsRestricted: true };

    private async Task<List<(string Id, ExhibitTerm Term)>> Afresh(
        string principal, Book book, RetentionPolicy policy, List<Exhibit> exhibits, Instant now, CancellationToken ct)
    {
        var terms = new List<(string, ExhibitTerm)>(exhibits.Count);
        // What another server's clock stamped a moment ahead is known.
        now = exhibits.Aggregate(now, (latest, e) => Instant.Max(latest, e.StoredAt ?? latest));
        var known = BookAsKnown.Of(book, now);
        foreach (var ofOne in exhibits.GroupBy(e => e.Announced.Consumer))
        {
            var dossier = ofOne.Key is { } consumer ? (await dossiers.LoadMany(principal, [consumer], ct)).GetValueOrDefault(consumer) : null;
            var report = dossier is null ? null : DossierReport.Of(dossier, known, now);
            foreach (var exhibit in ofOne)
                terms.Add((exhibit.Id, report?.Dossier.Exhibits.FirstOrDefault(e => e.Exhibit.Id == exhibit.Id) is { } found
                    ? ExhibitTerm.Of(found, report, policy)
                    : ExhibitTerm.Of(exhibit, book, known, now, policy)));
        }

        return terms;
    }

    private static LocalDate? PolicyOf(Book book, Guid? policy) => policy is null ? null : book.Policies.Find(p => p.EventId == policy)?.Value.Policy.ValidFrom;

    private static ExhibitTermView View(ExhibitTerm term, LocalDate? policyFrom, RetentionStanding? standing) =>
        new(term.DeleteAfter, term.Term, term.Trigger, policyFrom, RetentionTexts.Of(term.Term), standing?.Holds ?? [], standing?.IsRestricted ?? false);
}
