using System.Text.Json;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using NodaTime;

namespace EvidenceVault.Server.Scorecards;

/// <summary>A scorecard as it is answered. Every figure counts everything there is; none is an estimate.</summary>
public sealed record ScorecardView(
    string? Campaign, string? Party, LocalDate? From, LocalDate? To, Instant EvaluatedAt, string Rulebook, long Book, bool Recomputing, long Remaining,
    FiguresView Total, IReadOnlyList<GroupView> Groups, IReadOnlyList<CompletenessView> Completeness, string Contradictions);

/// <summary>What one party's calls for one campaign in one month come to.</summary>
public sealed record GroupView(string? Campaign, string Party, LocalDate Month, FiguresView Figures);

/// <summary>Figures over some calls, with where to find those calls.</summary>
public sealed record FiguresView(
    TallyView Outbound, TallyView Inbound, IReadOnlyDictionary<string, TallyView> Permission, IReadOnlyDictionary<string, TallyView> Conduct, DroppedCalls Dropped,
    Proportion HandedInLate, AfterWithdrawal AfterWithdrawal, ConsentsView Consents, TallyView Complaints, TallyView Compliments, IReadOnlyDictionary<string, TallyView> Monitored, IReadOnlyList<MonitoringView> Monitoring,
    TallyView Branded,
    IReadOnlyList<RuleView> Rules, string Calls);

/// <summary>Consents that calls relied on.</summary>
/// <param name="NeverVerified">Those never confirmed in time and in a way that counts.</param>
/// <param name="Calls">The path of the first call on each of these.</param>
public sealed record ConsentsView(Proportion NeverVerified, string Calls)
{
    public static ConsentsView Of(long verified, long neverVerified, string calls) => new(Proportion.OfAll(neverVerified, verified + neverVerified), calls);
}

/// <summary>Calls, and how many of them were conversations.</summary>
public sealed record TallyView(long Attempts, long Conversations);

/// <summary>What listeners found of one thing they listened for. A call of which they said both counts in both.</summary>
/// <param name="Code">What was listened for.</param>
/// <param name="Met">Calls in which it was there.</param>
/// <param name="NotMet">Calls in which it was not.</param>
/// <param name="Calls">The path of those in which it was not.</param>
public sealed record MonitoringView(string Code, TallyView Met, TallyView NotMet, string Calls);

/// <summary>What a rule found: over all calls, over those that were conversations, and over calls of one proof grade.</summary>
public sealed record RuleView(
    string Rule, RuleCategory Category, Norm Norm, ResultsView Attempts, ResultsView Conversations, IReadOnlyList<GradeView> ByProof, string Calls);

/// <summary>The same over calls of one proof grade.</summary>
public sealed record GradeView(string Proof, ResultsView Attempts, ResultsView Conversations);

/// <summary>Results of a rule over the calls it applies to.</summary>
public sealed record ResultsView(long Applicable, long Met, long Breach, long Unproven, Proportion BreachRate, Proportion UnprovenRate)
{
    public static ResultsView Of(long met, long breach, long unproven)
    {
        var applicable = met + breach + unproven;
        return new(applicable, met, breach, unproven, Proportion.OfAll(breach, applicable), Proportion.OfAll(unproven, applicable));
    }
}

/// <summary>Whether a party's attempts were all handed in.</summary>
public sealed record CompletenessView(
    string Party, long Announced, long HandedIn, long Missing, long Surplus, int DaysAnnounced, int DaysNotAnnounced, IReadOnlyList<DialLogDay> Days)
{
    public static CompletenessView Of(string party, DialLogMatch m) => new(party, m.Announced, m.HandedIn, m.Missing, m.Surplus, m.DaysAnnounced, m.DaysNotAnnounced, m.Days);
}

/// <summary>Puts counts together.</summary>
public sealed class Scorecard(string principal, Book book, Counts counts, Days days, Instant now)
{
    /// <summary>The name of the grade of a call whose permission rests on nothing.</summary>
    public const string NoProof = "none";

    private static readonly string[] Permissions = Words<PermissionConclusion>();
    private static readonly string[] Conducts = Words<ConductConclusion>();
    private static readonly string[] Listeners = Words<Listener>();

    private readonly BookAsKnown _book = BookAsKnown.Of(book, now);

    /// <summary>The figures of everything counted.</summary>
    public FiguresView Total(string? campaign, string? party) =>
        Figures(counts.Cells, counts.AfterWithdrawalInAll, days.From, days.To, campaign, party);

    /// <summary>The figures by campaign, party and month.</summary>
    public IEnumerable<GroupView> Groups() =>
        from cell in counts.Cells
        group cell by (cell.Cell.Campaign, cell.Cell.Party, cell.Cell.Month) into g
        orderby g.Key.Month, g.Key.Campaign, g.Key.Party
        let within = days.Within(g.Key.Month)
        select new GroupView(
            g.Key.Campaign.Length == 0 ? null : g.Key.Campaign, g.Key.Party, g.Key.Month,
            Figures([.. g], counts.AfterWithdrawal.GetValueOrDefault(g.Key, None), within.From, within.To, g.Key.Campaign, g.Key.Party));

    private static AfterWithdrawal None { get; } = new(0, 0, null, null);

    private FiguresView Figures(
        IReadOnlyList<(Cell Cell, long Attempts, long Conversations)> cells, AfterWithdrawal after, LocalDate? from, LocalDate? to, string? campaign, string? party)
    {
        var tallies = new Dictionary<(string, string), TallyView>();
        var grades = new Dictionary<(string, string, string), TallyView>();
        foreach (var (cell, attempts, conversations) in cells)
        {
            Add(tallies, (cell.Rule, cell.Result), attempts, conversations);
            Add(grades, (cell.Rule, cell.Result, cell.Proof), attempts, conversations);
        }

        var calls = CallsPath.Of(principal, campaign, party, from, to);
        var (outbound, inbound) = (Of(tallies, (CountedAs.Calls, "outbound")), Of(tallies, (CountedAs.Calls, "inbound")));
        return new(
            outbound, inbound,
            Permissions.ToDictionary(word => word, word => Of(tallies, (CountedAs.Permission, word))),
            Conducts.ToDictionary(word => word, word => Of(tallies, (CountedAs.Conduct, word))),
            DroppedCalls.Of(Of(tallies, (CountedAs.Dropped, "yes")).Attempts, outbound.Conversations, AlarmPercent(to)),
            Proportion.OfAll(Of(tallies, (CountedAs.HandedInLate, "yes")).Attempts, outbound.Attempts + inbound.Attempts),
            after,
            ConsentsView.Of(
                Of(tallies, (CountedAs.Consents, CountedAs.Verified)).Attempts, Of(tallies, (CountedAs.Consents, CountedAs.NeverVerified)).Attempts,
                With(calls, $"rule={CountedAs.Consents}&result={CountedAs.NeverVerified}")),
            Of(tallies, (CountedAs.Complaint, "yes")),
            Of(tallies, (CountedAs.Compliment, "yes")),
            Listeners.ToDictionary(word => word, word => Of(tallies, (CountedAs.Monitored, word))),
            [.. tallies.Keys.Where(k => k.Item1 is CountedAs.MonitoringMet or CountedAs.MonitoringNotMet).Select(k => k.Item2).Distinct().Order(StringComparer.Ordinal).Select(code => new MonitoringView(
                code, Of(tallies, (CountedAs.MonitoringMet, code)), Of(tallies, (CountedAs.MonitoringNotMet, code)), With(calls, $"rule={CountedAs.MonitoringNotMet}&result={code}")))],
            Of(tallies, (CountedAs.Branded, "yes")),
            [.. Rulebook.Rules.Where(rule => Results.Any(result => tallies.ContainsKey((rule.Name, result)))).Select(rule => Rule(rule, tallies, grades, calls))],
            calls);
    }

    private static readonly string[] Results = ["met", "breach", "unproven"];

    private static readonly string[] Grades = [.. Words<ProofGrade>(), CallRow.None];

    private static RuleView Rule(
        Rule rule, Dictionary<(string, string), TallyView> tallies, Dictionary<(string, string, string), TallyView> grades, string calls)
    {
        var (met, breach, unproven) = (Of(tallies, (rule.Name, "met")), Of(tallies, (rule.Name, "breach")), Of(tallies, (rule.Name, "unproven")));
        var byProof = new List<GradeView>(Grades.Length);
        foreach (var grade in Grades)
        {
            var (m, b, u) = (Of(grades, (rule.Name, "met", grade)), Of(grades, (rule.Name, "breach", grade)), Of(grades, (rule.Name, "unproven", grade)));
            if (m.Attempts + b.Attempts + u.Attempts > 0) byProof.Add(new(grade.Length == 0 ? NoProof : grade, Attempts(m, b, u), Conversations(m, b, u)));
        }

        return new(
            rule.Name, rule.Category, rule.Norm, Attempts(met, breach, unproven), Conversations(met, breach, unproven), byProof,
            With(calls, $"rule={Uri.EscapeDataString(rule.Name)}"));
    }

    private static string With(string calls, string more) => $"{calls}{(calls.Contains('?') ? '&' : '?')}{more}";

    private static ResultsView Attempts(TallyView met, TallyView breach, TallyView unproven) => ResultsView.Of(met.Attempts, breach.Attempts, unproven.Attempts);

    private static ResultsView Conversations(TallyView met, TallyView breach, TallyView unproven) => ResultsView.Of(met.Conversations, breach.Conversations, unproven.Conversations);

    // By the policy of the last day that is over, as a policy never says anything of days before it.
    private int AlarmPercent(LocalDate? to)
    {
        var end = to is { } day ? Amsterdam.StartOf(day) - Duration.Epsilon : now;
        return _book.PolicyAt(Instant.Min(end, now)).DroppedCallAlarmPercent;
    }

    private static TallyView Of<T>(Dictionary<T, TallyView> tallies, T key)
        where T : notnull => tallies.GetValueOrDefault(key, Nothing);

    private static void Add<T>(Dictionary<T, TallyView> tallies, T key, long attempts, long conversations)
        where T : notnull
    {
        var before = Of(tallies, key);
        tallies[key] = new(before.Attempts + attempts, before.Conversations + conversations);
    }

    private static TallyView Nothing { get; } = new(0, 0);

    private static string[] Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
}

/// <summary>Where the calls behind a figure are.</summary>
public static class CallsPath
{
    /// <summary>The path. A campaign that is empty stands for calls of none.</summary>
    public static string Of(string principal, string? campaign, string? party, LocalDate? from, LocalDate? to)
    {
        var query = new List<string>();
        if (campaign is not null) query.Add($"campaign={campaign}");
        if (party is not null) query.Add($"party={party}");
        if (from is { } first) query.Add($"from={NodaTime.Text.LocalDatePattern.Iso.Format(first)}");
        if (to is { } end) query.Add($"to={NodaTime.Text.LocalDatePattern.Iso.Format(end)}");
        return $"/v1/principals/{principal}/calls{(query.Count == 0 ? "" : "?")}{string.Join('&', query)}";
    }
}
