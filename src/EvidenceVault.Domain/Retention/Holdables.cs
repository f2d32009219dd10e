using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>Says what holds ask about exhibits. In doubt a thing has to do with too much: a hold must never miss what it was placed for.</summary>
public static class Holdables
{
    /// <summary>An exhibit of a dossier: it has to do with the facts that cite it, with what it records or proves, and with the calls that relied on that.</summary>
    public static Holdable Of(KnownExhibit exhibit, DossierReport report)
    {
        SortedSet<string> campaigns = new(StringComparer.Ordinal), parties = new(StringComparer.Ordinal);
        Add(exhibit.Exhibit);
        Add(exhibit.Call?.Fact);
        Add(exhibit.Consent?.Fact);
        foreach (var fact in report.Dossier.Facts)
            if (fact.Fact.Exhibits?.Contains(exhibit.Exhibit.Id) == true)
            {
                Add(fact.Fact);
                Add(fact.Call?.Fact);
                Add(fact.Consent?.Fact);
            }

        Instant? lastReliedAt = null;
        foreach (var grant in ConsentUse.GrantsProvenBy(exhibit, report))
            foreach (var call in report.Calls)
                if (call.ReliedOn(grant))
                {
                    Add(call.Call.Fact);
                    lastReliedAt = Instant.Max(lastReliedAt ?? Instant.MinValue, call.Call.Fact.OccurredAt);
                }

        return new(exhibit.Exhibit.Announced.Consumer, [.. campaigns], [.. parties], exhibit.Exhibit.Announced.OccurredAt, lastReliedAt);

        void Add(object? of)
        {
            var (campaign, party, uploadedBy) = of switch
            {
                Fact fact => (fact.Campaign, fact.Party, fact.UploadedBy),
                Exhibit file => (file.Announced.Campaign, file.Announced.Party, file.Announced.UploadedBy),
                _ => default,
            };
            if (campaign is not null)
                campaigns.Add(campaign);
            if (party is not null)
                parties.Add(party);
            if (uploadedBy is not null)
                parties.Add(uploadedBy);
        }
    }

    /// <summary>An exhibit about nobody named.</summary>
    public static Holdable Of(Exhibit exhibit)
    {
        var announced = exhibit.Announced;
        return new(
            announced.Consumer,
            announced.Campaign is { } campaign ? [campaign] : [],
            [.. new SortedSet<string>([announced.Party, announced.UploadedBy], StringComparer.Ordinal)],
            announced.OccurredAt);
    }
}
