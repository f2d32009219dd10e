using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The chain: who did something in this dossier, for whom, and by which mandates.</summary>
public static class ChainBuilder
{
    /// <summary>The parties that did or handed in something here, and those through whom their mandates run. The principal is not one of them.</summary>
    public static IReadOnlyCollection<string> PartiesOf(DossierAsKnown dossier, Book book, Instant asOf)
    {
        var parties = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var known in dossier.Facts) parties.UnionWith([known.Fact.Party, known.Fact.UploadedBy]);
        foreach (var exhibit in dossier.Exhibits) parties.UnionWith([exhibit.Exhibit.Announced.Party, exhibit.Exhibit.Announced.UploadedBy]);
        var givers = book.MandatesKnownAt(asOf).ToLookup(m => m.Value.To, m => m.Value.From, StringComparer.Ordinal);
        var open = new Stack<string>(parties);
        while (open.TryPop(out var party))
            foreach (var giver in givers[party])
                if (parties.Add(giver)) open.Push(giver);
        parties.ExceptWith([book.Principal, VaultItself.Slug, ""]);
        return parties;
    }

    public static PrincipalData Principal(PackInput input)
    {
        var described = Book.KnownAt(input.Book.Descriptions, input.AsOf)?.Value;
        return new(input.Book.Principal, described?.Name ?? input.Book.Principal, described?.Kvk, described?.CallerNumbers ?? [], described?.Registrations ?? []);
    }

    public static IReadOnlyList<PartyData> Parties(PackInput input) =>
    [
        .. PartiesOf(input.Dossier, input.Book, input.AsOf).Select(slug =>
        {
            var described = input.Parties.TryGetValue(slug, out var versions) ? Book.KnownAt(versions, input.AsOf)?.Value : null;
            return new PartyData(slug, described?.Name, described?.Kvk, described?.Role, described?.CallerNumbers ?? [], input.Dossier.Facts.Count(f => f.Fact.Party == slug));
        }),
    ];

    public static IReadOnlyList<MandateData> Mandates(PackInput input)
    {
        var parties = PartiesOf(input.Dossier, input.Book, input.AsOf);
        return
        [
            .. input.Book.MandatesKnownAt(input.AsOf)
                .Where(m => parties.Contains(m.Value.To))
                .OrderBy(m => m.Value.ValidFrom).ThenBy(m => m.Value.Ref, StringComparer.Ordinal)
                .Select(m =>
                {
                    var versions = input.Book.Mandates[m.Value.Ref].FindAll(v => v.RecordedAt <= input.AsOf);
                    return new MandateData(
                        m.Value.Ref, [.. versions.Select(v => v.EventId)], m.Value.From, m.Value.To, m.Value.Campaigns, m.Value.ValidFrom, m.Value.ValidTo,
                        m.Value.MayDelegate, m.Value.Capacity, m.Value.Contract, versions[0].RecordedAt, m.RecordedAt);
                }),
        ];
    }

    public static IReadOnlyList<CampaignData> Campaigns(PackInput input) =>
    [
        .. input.Dossier.Facts.Select(f => f.Fact.Campaign).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(reference =>
        {
            var c = Book.KnownAt(input.Book.Campaigns, reference, input.AsOf)?.Value;
            return new CampaignData(reference, c?.Name, c?.Products ?? [], c?.Nature, c?.ValidFrom, c?.ValidTo, c?.Basis);
        }),
    ];
}
