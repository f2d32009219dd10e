using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Campaigns.Gathering;
using EvidenceVault.Server.Packs.Campaigns.Volumes;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Scorecards;

namespace EvidenceVault.Server.Packs.Campaigns;

/// <summary>Reads what the volumes say beside the calls.</summary>
public sealed class CampaignSources(Parties parties, FiledTexts texts, DialLogs dialLogs, ReadStructure structure, InquiryStore inquiries)
{
    // Between people, so it cannot be told dossier by dossier. It is as things are now.
    private static readonly string[] Between = [SharedNumbers.Code, SharedEmails.Code];

    /// <summary>The overview, and what all volumes begin with.</summary>
    public async Task<(OverviewData Overview, CampaignPackData Header)> Gather(string principal, PackRequested asked, GatheredCampaign gathered, PackCheckpoint checkpoint, CancellationToken ct)
    {
        var (scope, book) = (asked.Campaign!, gathered.Book);
        var days = new Days(scope.From, scope.To);
        var described = await parties.Descriptions([.. CampaignBook.PartiesOf(gathered.Tally.Parties, book, asked.AsOf)], ct);
        var callers = gathered.Tally.Calls.Keys.Select(k => k.Party).Union(scope.Agencies ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var shared = asked.Content == PackContent.FactsAndFindings
            ? (await structure.Of(principal, scope.Campaign, null, days, toStaff: true, ct)).Contradictions.Where(c => Between.Contains(c.Code)).ToList()
            : [];
        var input = new OverviewInput(
            asked, gathered, described, await texts.Load(principal, CampaignBook.Hashes(book).ToHashSet(StringComparer.Ordinal), ct), await dialLogs.Of(principal, callers, days, ct), shared);
        var inquiry = asked.Inquiry is { } named ? await inquiries.Find(principal, named, ct) : null;
        return (OverviewBuilder.Build(input), Header(asked, input, checkpoint) with
        {
            Case = inquiry is { Opened: var o } && inquiry.OpenedAt <= asked.AsOf ? new(o.Authority, o.Reference, o.LegalBasis, o.Deadline) : null,
        });
    }

    private static CampaignPackData Header(PackRequested asked, OverviewInput input, PackCheckpoint checkpoint)
    {
        var (scope, book) = (asked.Campaign!, input.Gathered.Book);
        var described = Book.KnownAt(book.Descriptions, asked.AsOf)?.Value;
        var campaign = Book.KnownAt(book.Campaigns, scope.Campaign, asked.AsOf)?.Value;
        return new CampaignPackData
        {
            Pack = asked.Pack,
            Content = asked.Content,
            Audience = asked.Audience,
            Language = asked.Language,
            Inquiry = asked.Inquiry,
            RequestedAt = asked.OccurredAt,
            AsOf = asked.AsOf,
            Rulebook = Rulebook.Version,
            Software = PackSources.Software,
            Book = input.Gathered.BookAsKnown.Version,
            CheckAt = asked.PublicUrl is { } url ? $"{url}{CheckPack.Path}/{asked.Pack}" : null,
            Principal = new(book.Principal, described?.Name ?? book.Principal, described?.Kvk, described?.CallerNumbers ?? [], described?.Registrations ?? []),
            Scope = new(
                scope.Campaign, campaign?.Name, campaign?.Products ?? [], campaign?.Nature, campaign?.ValidFrom, campaign?.ValidTo, campaign?.Basis, scope.From, scope.To, scope.Agencies),
            Volume = new(1, null, null, input.Gathered.Spool.Count),
            Parties = CampaignBook.Parties(input),
            Proof = checkpoint.ToData(0),
        };
    }
}
