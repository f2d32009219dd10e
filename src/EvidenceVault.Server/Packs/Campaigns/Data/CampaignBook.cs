using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Server.Packs.Data;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Data;

/// <summary>What of the principal's book belongs to a campaign: who acted for whom, and what was shown and said.</summary>
public static class CampaignBook
{
    /// <summary>The parties that did something, and those through whom their mandates run. The principal is not one of them.</summary>
    public static IReadOnlyCollection<string> PartiesOf(IEnumerable<string> did, Book book, Instant asOf)
    {
        var parties = new SortedSet<string>(did, StringComparer.Ordinal);
        var givers = book.MandatesKnownAt(asOf).ToLookup(m => m.Value.To, m => m.Value.From, StringComparer.Ordinal);
        var open = new Stack<string>(parties);
        while (open.TryPop(out var party))
            foreach (var giver in givers[party])
                if (parties.Add(giver)) open.Push(giver);
        parties.ExceptWith([book.Principal, VaultItself.Slug, ""]);
        return parties;
    }

    /// <summary>The parties as they were described, each with how many of the calls it made.</summary>
    public static IReadOnlyList<PartyData> Parties(OverviewInput input)
    {
        var calls = input.Gathered.Tally.Calls.GroupBy(c => c.Key.Party, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Value.Outbound + c.Value.Inbound), StringComparer.Ordinal);
        return
        [
            .. PartiesOf(input.Gathered.Tally.Parties, input.Gathered.Book, input.Asked.AsOf).Select(slug =>
            {
                var described = input.Parties.TryGetValue(slug, out var versions) ? Book.KnownAt(versions, input.Asked.AsOf)?.Value : null;
                return new PartyData(slug, described?.Name, described?.Kvk, described?.Role, described?.CallerNumbers ?? [], calls.GetValueOrDefault(slug));
            }),
        ];
    }

    /// <summary>The mandates of these parties that cover the campaign.</summary>
    public static IEnumerable<MandateData> Mandates(OverviewInput input)
    {
        var (book, asOf) = (input.Gathered.Book, input.Asked.AsOf);
        var parties = PartiesOf(input.Gathered.Tally.Parties, book, asOf);
        return book.MandatesKnownAt(asOf).Where(m => parties.Contains(m.Value.To)).OrderBy(m => m.Value.ValidFrom).ThenBy(m => m.Value.Ref, StringComparer.Ordinal).Select(m =>
        {
            var versions = book.Mandates[m.Value.Ref].FindAll(v => v.RecordedAt <= asOf);
            return new MandateData(
                m.Value.Ref, [.. versions.Select(v => v.EventId)], m.Value.From, m.Value.To, m.Value.Campaigns, m.Value.ValidFrom, m.Value.ValidTo, m.Value.MayDelegate, m.Value.Capacity,
                m.Value.Contract, versions[0].RecordedAt, m.RecordedAt);
        });
    }

    /// <summary>The wordings that the consents name, and those that were live in the period.</summary>
    public static IEnumerable<WordingData> Wordings(OverviewInput input)
    {
        var (scope, named) = (input.Asked.Campaign!, input.Gathered.Tally.Consents.Select(c => c.Use.Source.Wording).OfType<string>().ToHashSet(StringComparer.Ordinal));
        foreach (var (reference, all) in input.Gathered.Book.Wordings)
        {
            var versions = all.FindAll(v => v.RecordedAt <= input.Asked.AsOf);
            if (versions.Count == 0 || !(named.Contains(reference) || versions.Exists(v => v.Value.LiveFrom < scope.To && !(v.Value.LiveTo <= scope.From)))) continue;
            var w = versions[^1].Value;
            yield return new(
                w.Ref, [.. versions.Select(v => v.EventId)], w.Language, input.Texts.GetValueOrDefault(w.TextSha256), w.TextSha256,
                w.WithdrawalTextSha256 is { } hash ? input.Texts.GetValueOrDefault(hash) : null, w.Products, w.CallersNamed, w.Means, w.Place, w.FirstCallTerm, w.ConsentTerm, w.LiveFrom, w.LiveTo,
                versions[0].RecordedAt);
        }
    }

    /// <summary>The scripts on file for the campaign by the end of the period, and those that calls name.</summary>
    public static IEnumerable<ScriptData> Scripts(OverviewInput input)
    {
        var (scope, calls) = (input.Asked.Campaign!, input.Gathered.Tally.Scripts);
        foreach (var (reference, all) in input.Gathered.Book.Scripts)
        {
            var versions = all.FindAll(v => v.RecordedAt <= input.Asked.AsOf);
            if (versions.Count == 0) continue;
            var s = versions[^1].Value;
            if (!calls.ContainsKey(reference) && (s.Campaign != scope.Campaign || Domain.Judging.Amsterdam.DateOf(versions[0].RecordedAt) >= scope.To)) continue;
            yield return new(
                s.Ref, s.Campaign, [.. versions.Select(v => v.EventId)], s.TextSha256, input.Texts.GetValueOrDefault(s.TextSha256), versions[0].RecordedAt, calls.GetValueOrDefault(reference));
        }
    }

    /// <summary>The hashes of the texts that may be shown.</summary>
    public static IEnumerable<string> Hashes(Book book) =>
        book.Wordings.Values.SelectMany(versions => versions).SelectMany(v => new[] { v.Value.TextSha256, v.Value.WithdrawalTextSha256 }).Concat(book.Scripts.Values.SelectMany(v => v).Select(v => v.Value.TextSha256))
            .OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The events of the mandates, wordings and scripts that an overview shows.</summary>
    public static IEnumerable<Guid> Events(OverviewData overview) =>
        overview.Mandates.SelectMany(m => m.EventIds).Concat(overview.Wordings.SelectMany(w => w.EventIds)).Concat(overview.Scripts.SelectMany(s => s.EventIds));
}
