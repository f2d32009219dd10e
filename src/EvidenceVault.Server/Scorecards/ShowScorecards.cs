using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Scorecards;

/// <summary><c>GET P/campaigns/{ref}/scorecard</c> and <c>GET P/parties/{party}/scorecard</c>: what calls come to, by party, campaign and month.</summary>
public sealed class ShowScorecards(ReadCounts reader, DialLogs logs, BookStore books, JudgingBooks judging, Parties parties, IClock clock)
{
    public async Task<IResult> OfCampaign(string principal, string campaign, HttpContext http, CancellationToken ct)
    {
        var (days, problem) = Days.Read(http.Request);
        if (days is null) return problem!.ToResult();
        var book = (await books.Current(principal, ct))!;
        if (!http.Caller().IsPrincipalStaff || !book.Campaigns.ContainsKey(campaign)) return Problem.NotFound.ToResult();
        return await Answer(principal, book, campaign, null, days, ct);
    }

    public async Task<IResult> OfParty(string principal, string party, HttpContext http, CancellationToken ct)
    {
        var (days, problem) = Days.Read(http.Request);
        if (days is null) return problem!.ToResult();
        var caller = http.Caller();
        // The principal may call itself; an agency sees its own.
        var exists = caller.IsPrincipalStaff ? party == principal || await parties.Exists(party, ct) : party == caller.Holder;
        if (!exists) return Problem.NotFound.ToResult();
        return await Answer(principal, (await books.Current(principal, ct))!, null, party, days, ct);
    }

    private async Task<IResult> Answer(string principal, Book book, string? campaign, string? party, Days days, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var versions = (await judging.Versions(principal, ct))!.Value;
        var counts = await reader.Of(principal, campaign, party, days, ct);
        var scorecard = new Scorecard(principal, book, counts, days, now);
        string[] callers = party is not null ? [party] : [.. counts.Cells.Select(c => c.Cell.Party).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var completeness = await logs.Of(principal, callers, days, ct);
        var stale = counts.Book is null || JudgedBooks.IsNewer(versions, counts.Book);
        return Results.Json(
            new ScorecardView(
                campaign, party, days.From, days.To, now, Rulebook.Version, counts.Book?.Book ?? 0, stale || counts.Remaining + counts.Due > 0, counts.Remaining + counts.Due,
                scorecard.Total(campaign, party), [.. scorecard.Groups()],
                [.. callers.Where(completeness.ContainsKey).Select(p => CompletenessView.Of(p, completeness[p]))],
                ContradictionsPath.Of(principal, campaign, party, days)),
            VaultJson.Answers);
    }
}
