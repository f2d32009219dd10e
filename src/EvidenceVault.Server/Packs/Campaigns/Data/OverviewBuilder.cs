using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Campaigns.Gathering;
using EvidenceVault.Server.Packs.Data;
using NodaTime;
using Interval = EvidenceVault.Domain.Judging.Structural.Interval;

namespace EvidenceVault.Server.Packs.Campaigns.Data;

/// <summary>What an overview is made from.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Gathered">The calls with what is counted of them.</param>
/// <param name="Parties">The versions of the descriptions of the parties.</param>
/// <param name="Texts">The texts of wordings and scripts by their hashes.</param>
/// <param name="DialLogs">What diallers announced, beside what was handed in, by party.</param>
/// <param name="Shared">What does not fit together between people.</param>
public sealed record OverviewInput(
    PackRequested Asked, GatheredCampaign Gathered, IReadOnlyDictionary<string, ImmutableList<Filed<PartyDescribed>>> Parties, IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<string, DialLogMatch> DialLogs, IReadOnlyList<StructuralContradiction> Shared)
{
    public bool HasFindings => Asked.Content == PackContent.FactsAndFindings;

    public string Say(Explanation words) => Asked.Language == PackLanguage.Nl ? words.Nl : words.En;
}

/// <summary>Makes the overview. Pure: no clock, no store.</summary>
public static class OverviewBuilder
{
    private static readonly string[] Results = ["met", "breach", "unproven"];

    public static OverviewData Build(OverviewInput input)
    {
        var (tally, spool) = (input.Gathered.Tally, input.Gathered.Spool);
        return new(
            spool.Count, tally.Calls.Values.Sum(c => c.Conversations), tally.People, input.HasFindings ? Counts(tally) : null, [.. Groups(input)],
            input.HasFindings ? [.. Rules(input)] : [], input.HasFindings ? [.. Rates(tally)] : [], input.HasFindings ? RuleBuilder.NotJudged() : [],
            input.HasFindings ? spool.Exceptions().Count : 0, input.HasFindings ? [.. OnDossiers(tally)] : [], input.HasFindings ? [.. Contradictions(input)] : [],
            [.. input.DialLogs.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => new CompletenessData(
                d.Key, d.Value.Announced, d.Value.HandedIn, d.Value.Missing, d.Value.Surplus, d.Value.DaysAnnounced, d.Value.DaysNotAnnounced, d.Value.Days))],
            [.. Consents(input)],
            [.. tally.Exhibits.GroupBy(e => e).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.State).Select(g => new ExhibitCount(g.Key.Kind, g.Key.State, g.Count()))],
            tally.RecordingsAwaited, tally.RecordingsMissing, [.. CampaignBook.Mandates(input)], Policies(input), [.. CampaignBook.Wordings(input)], [.. CampaignBook.Scripts(input)]);
    }

    private static IReadOnlyList<CountData> Counts(CampaignTally tally) =>
    [
        .. tally.Permissions.OrderBy(p => p.Key.Permission).ThenBy(p => p.Key.Proof ?? (ProofGrade)int.MaxValue)
            .Select(p => new CountData(p.Key.Permission, p.Key.Proof, p.Value.Attempts, p.Value.Conversations)),
    ];

    private static IEnumerable<GroupData> Groups(OverviewInput input)
    {
        var tally = input.Gathered.Tally;
        foreach (var ((party, month), (outbound, inbound, conversations)) in tally.Calls.OrderBy(c => c.Key.Month).ThenBy(c => c.Key.Party, StringComparer.Ordinal))
        {
            int Of(string rule, string result) => tally.Marks.GetValueOrDefault((party, month, rule, result));
            yield return new(
                party, month, outbound, inbound, conversations, Of(CountedAs.Dropped, "yes"), Of(CountedAs.HandedInLate, "yes"), Of(CountedAs.Complaint, "yes"), Of(CountedAs.Compliment, "yes"),
                input.HasFindings
                    ? new(Of(CountedAs.Permission, "shown"), Of(CountedAs.Permission, "not-shown"), Of(CountedAs.Permission, "unproven"), Of(CountedAs.Permission, "not-assessed"))
                    : null,
                input.HasFindings ? tally.AfterWithdrawal(party, month) : null);
        }
    }

    private static IEnumerable<RuleData> Rules(OverviewInput input)
    {
        var scope = input.Asked.Campaign!;
        var sums = input.Gathered.Tally.Marks.GroupBy(m => (m.Key.Rule, m.Key.Result)).ToDictionary(g => g.Key, g => g.Sum(m => m.Value));
        return Rulebook.Rules.Where(r => r.InForceFrom < scope.To && !(r.InForceUntil < scope.From)).Select(r => new RuleData(
            r.Name, r.Category, r.Norm, r.InForceFrom, r.InForceUntil, Of(r, "met"), Of(r, "breach"), Of(r, "unproven")));

        int Of(Rule rule, string result) => sums.GetValueOrDefault((rule.Name, result));
    }

    private static IEnumerable<RateData> Rates(CampaignTally tally)
    {
        foreach (var rule in Rulebook.Rules)
            foreach (var (party, month) in tally.Calls.Keys.OrderBy(k => k.Month).ThenBy(k => k.Party, StringComparer.Ordinal))
            {
                var counts = Array.ConvertAll(Results, result => tally.Marks.GetValueOrDefault((party, month, rule.Name, result)));
                if (counts.Sum() == 0) continue;
                var interval = Interval.Wilson95(counts[1], counts.Sum());
                yield return new(rule.Name, party, month, counts[0], counts[1], counts[2], Math.Round(interval.Low, 4), Math.Round(interval.High, 4));
            }
    }

    private static IEnumerable<DossierRuleData> OnDossiers(CampaignTally tally) => Rulebook.OnDossiers
        .Select(r => new DossierRuleData(r.Name, r.Norm, tally.Of(r, FindingResult.Met), tally.Of(r, FindingResult.Breach), tally.Of(r, FindingResult.Unproven))).Where(r => r.Met + r.Breach + r.Unproven > 0);

    private static IEnumerable<ContradictionCount> Contradictions(OverviewInput input)
    {
        var tally = input.Gathered.Tally;
        StructuralContradiction?[] found =
        [
            GrantBursts.Find(tally.Consents), RegisteredJustBeforeCalls.Find(tally.Consents), .. input.Shared,
            .. tally.Contradictions.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => StructuralContradiction.WithinDossiers(c.Key, c.Value.Count, [.. c.Value.Order().Take(StructuralContradiction.MostNamed)])),
            StructuralContradiction.OfDialLogs(input.DialLogs.Values),
        ];
        return found.OfType<StructuralContradiction>().Select(c => new ContradictionCount(c.Code, c.Count, c.Because, c.Consumers, input.Say(c.Explain())));
    }

    private static IEnumerable<ConsentSourceData> Consents(OverviewInput input) => input.Gathered.Tally.Consents
        .GroupBy(c => c.Use.Source).OrderBy(g => g.Key.Collector, StringComparer.Ordinal).ThenBy(g => g.Key.Method).ThenBy(g => g.Key.Wording, StringComparer.Ordinal)
        .Select(g =>
        {
            // One that several parties called on counts once.
            var consents = g.GroupBy(c => c.Use.Consent).Select(c => c.MinBy(u => u.Use.FirstCallAt).Use).ToList();
            return new ConsentSourceData(
                g.Key.Collector, g.Key.Method, g.Key.Wording, consents.Count, input.HasFindings ? consents.Count(c => c.VerifiedBy is null) : null, consents.Count(c => c.RecordedAt > c.FirstCallAt));
        });

    private static IReadOnlyList<PolicyData> Policies(OverviewInput input)
    {
        var scope = input.Asked.Campaign!;
        var days = Enumerable.Range(0, Period.DaysBetween(scope.From, scope.To)).Select(scope.From.PlusDays);
        return RuleBuilder.Policies(input.Gathered.BookAsKnown, days.Select(day => Instant.Min(Amsterdam.StartOf(day.PlusDays(1)) - Duration.Epsilon, input.Asked.AsOf)));
    }

    private static int Of(this CampaignTally tally, RulebookEntry rule, FindingResult result) => tally.OnDossiers.GetValueOrDefault((rule.Name, result));
}
