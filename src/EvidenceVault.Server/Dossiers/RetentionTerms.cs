using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Exhibits;
using NodaTime;

namespace EvidenceVault.Server.Dossiers;

/// <summary>The terms of exhibits as they follow from their consumers' dossiers.</summary>
public sealed class RetentionTerms(DossierReader dossiers, BookStore books, IClock clock) : IExhibitTerms
{
    public async Task<IReadOnlyDictionary<string, ExhibitTerm>> Of(string principal, IReadOnlyCollection<Exhibit> exhibits, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var terms = new Dictionary<string, ExhibitTerm>(StringComparer.Ordinal);
        if (await books.Current(principal, ct) is not { } book) return terms;
        var policy = book.PolicyOn(Amsterdam.DateOf(now), now);
        foreach (var ofOne in exhibits.Where(e => e.Announced.Consumer is not null).GroupBy(e => e.Announced.Consumer!.Value))
        {
            if (await dossiers.Load(principal, ofOne.Key, ct) is not { } opened) continue;
            var report = DossierReport.Of(opened.Dossier, book, null, now);
            foreach (var exhibit in ofOne)
            {
                if (report.Dossier.Exhibits.FirstOrDefault(e => e.Exhibit.Id == exhibit.Id) is not { } known) continue;
                var term = Domain.Retention.ExhibitTerm.Of(known, report, policy.Retention);
                terms[exhibit.Id] = new ExhibitTerm(
                    term.DeleteAfter, new { term = term.Term, trigger = term.Trigger, policyFrom = policy.ValidFrom == LocalDate.MinIsoValue ? (LocalDate?)null : policy.ValidFrom });
            }
        }

        return terms;
    }
}
