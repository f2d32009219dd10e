using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Scorecards;

/// <summary><c>GET P/campaigns/{ref}/contradictions</c> and <c>GET P/parties/{party}/contradictions</c>: what does not fit together over these calls.</summary>
public sealed class ShowContradictions(ReadStructure structure, ReadCounts counts, DialLogs logs, BookStore books, Parties parties, IClock clock)
{
    public async Task<IResult> OfCampaign(string principal, string campaign, HttpContext http, CancellationToken ct)
    {
        var (days, problem) = Days.Read(http.Request);
        if (days is null) return problem!.ToResult();
        if (!http.Caller().IsPrincipalStaff || !(await books.Current(principal, ct))!.Campaigns.ContainsKey(campaign)) return Problem.NotFound.ToResult();
        return await Answer(principal, campaign, null, days, toStaff: true, ct);
    }

    public async Task<IResult> OfParty(string principal, string party, HttpContext http, CancellationToken ct)
    {
        var (days, problem) = Days.Read(http.Request);
        if (days is null) return problem!.ToResult();
        var caller = http.Caller();
        var exists = caller.IsPrincipalStaff ? party == principal || await parties.Exists(party, ct) : party == caller.Holder;
        return exists ? await Answer(principal, null, party, days, caller.IsPrincipalStaff, ct) : Problem.NotFound.ToResult();
    }

    private async Task<IResult> Answer(string principal, string? campaign, string? party, Days days, bool toStaff, CancellationToken ct)
    {
        string[] callers = party is not null ? [party] : await counts.Callers(principal, campaign!, days, ct);
        var (dossiers, found, truncated) = await structure.Of(principal, campaign, party, days, toStaff, ct);
        if (StructuralContradiction.OfDialLogs((await logs.Of(principal, callers, days, ct)).Values) is { } mismatch) found = [.. found, mismatch];
        return Results.Json(
            new ContradictionsView(campaign, party, days.From, days.To, clock.GetCurrentInstant(), dossiers, [.. found.Select(StructuralView.Of)], truncated), VaultJson.Answers);
    }
}

/// <summary>What does not fit together over the calls of a campaign or a party.</summary>
/// <param name="Truncated">Whether there were more candidates than are looked at, so that a count is a least one.</param>
public sealed record ContradictionsView(
    string? Campaign, string? Party, LocalDate? From, LocalDate? To, Instant EvaluatedAt, DossiersView? Dossiers, IReadOnlyList<StructuralView> Contradictions, bool Truncated);

/// <summary>What is found over whole dossiers of the people called.</summary>
/// <param name="Consumers">The people called.</param>
/// <param name="Findings">What each rule on dossiers found for them.</param>
public sealed record DossiersView(long Consumers, IReadOnlyList<DossierRuleView> Findings);

/// <summary>What a rule on dossiers found.</summary>
public sealed record DossierRuleView(string Rule, RuleCategory Category, Norm Norm, ResultsView Results);

/// <summary>Something that does not fit together.</summary>
public sealed record StructuralView(string Code, long Count, IReadOnlyList<Guid> Because, IReadOnlyList<Guid> Consumers, Explanation Explanation)
{
    public static StructuralView Of(StructuralContradiction c) => new(c.Code, c.Count, c.Because, c.Consumers, c.Explain());
}

/// <summary>Where the contradictions over the calls of a scorecard are.</summary>
public static class ContradictionsPath
{
    public static string Of(string principal, string? campaign, string? party, Days days)
    {
        var scope = campaign is not null ? $"campaigns/{campaign}" : $"parties/{party}";
        var calls = CallsPath.Of(principal, null, null, days.From, days.To);
        var query = calls.IndexOf('?', StringComparison.Ordinal);
        return $"/v1/principals/{principal}/{scope}/contradictions{(query < 0 ? "" : calls[query..])}";
    }
}
