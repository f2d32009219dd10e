using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

/// <summary>What holds of conduct, code, policy and proof in every dossier, tried on calls with sales, recordings, clearances and requests around them.</summary>
public class ConductProperties
{
    private const int Iterations = 300;

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 5], (kind, time, name, variant) => new Step(kind, time, name, variant)).Array[1, 12];

    [Fact]
    public void judging_does_not_depend_on_the_order_of_arrival() =>
        Gen.Select(Steps, Gen.Int[0, int.MaxValue]).Sample((steps, seed) =>
        {
            var given = Made(steps);
            var order = Enumerable.Range(0, given.Whole.Facts.Count).OrderBy(i => unchecked((i + 1) * (seed | 1) * 16777619) ^ seed);
            return Print(Made(steps).InAnotherOrder(order).Report()) == Print(given.Report());
        }, iter: Iterations);

    [Fact]
    public void what_was_recorded_later_than_what_is_known_changes_nothing() =>
        Gen.Select(Steps, Steps).Sample((steps, later) =>
        {
            var early = Made(steps);
            var given = Made([.. steps, .. later]);
            var whole = given.Whole with
            {
                Facts = [.. given.Whole.Facts.Select((f, i) => i < early.Whole.Facts.Count ? f : f with { RecordedAt = Given.At("2029-01-01 00:00") })],
                Exhibits = early.Whole.Exhibits,
                Acknowledgements = [.. early.Whole.Acknowledgements, .. given.Whole.Acknowledgements.Skip(early.Whole.Acknowledgements.Count).Select(a => a with { RecordedAt = Given.At("2029-01-01 00:00") })],
            };
            var at = Given.At("2028-01-01 00:00");
            return Print(DossierReport.Of(whole, given.Book, at, at)) == Print(DossierReport.Of(early.Whole, early.Book, at, at));
        }, iter: Iterations);

    [Fact]
    public void conduct_is_the_worst_of_what_conduct_and_code_find_and_nothing_else() =>
        Steps.Sample(steps => Made(steps).Report().Calls.All(call =>
        {
            var counted = call.Judgement.Findings.Where(f => f.Category is RuleCategory.Conduct or RuleCategory.Code).Select(f => f.Result).ToList();
            return call.Judgement.Conduct == (counted.Contains(FindingResult.Breach) ? ConductConclusion.Breach
                : counted.Contains(FindingResult.Unproven) ? ConductConclusion.Unproven
                : counted.Count > 0 ? ConductConclusion.Clean : ConductConclusion.NotAssessed);
        }), iter: Iterations);

    [Fact]
    public void every_finding_has_its_texts_and_stands_once_in_the_rulebooks_order() =>
        Steps.Sample(steps =>
        {
            var report = Made(steps).Report();
            foreach (var findings in report.Calls.Select(c => c.Judgement.Findings).Append(report.Findings))
            {
                var order = findings.Select(f => Rulebook.Rules.Select(r => r.Name).Concat(Rulebook.OnDossiers.Select(r => r.Name)).ToList().IndexOf(f.Rule)).ToList();
                order.ShouldBe(order.Distinct().Order());
                foreach (var finding in findings)
                    (FindingTexts.Explain(finding).Nl + FindingTexts.Explain(finding).En).ShouldNotContain("{");
            }
        }, iter: Iterations);

    [Fact]
    public void a_report_stays_as_it_is_until_the_instant_at_which_it_says_that_it_changes() =>
        Gen.Select(Steps, Gen.Int[0, 120]).Sample((steps, hours) =>
        {
            var at = Given.At("2026-08-01 12:00") + Duration.FromHours(hours);
            var given = Made(steps);
            // What is recorded meanwhile is not of time alone.
            var whole = given.Whole with
            {
                Facts = [.. given.Whole.Facts.Where(f => f.RecordedAt <= at)],
                Acknowledgements = [.. given.Whole.Acknowledgements.Where(a => a.RecordedAt <= at)],
            };
            DossierReport Seen(Instant then) => DossierReport.Of(whole, given.Book, then, then);
            var change = Seen(at).ChangesAt ?? Given.At("2030-01-01 00:00");
            return change <= at || string.Join('|', Seen(at).Findings.Select(Text)) == string.Join('|', Seen(at + ((change - at) / 2)).Findings.Select(Text));
        }, iter: Iterations);

    private static Given Made(Step[] steps)
    {
        var given = Given.ValidConsent().Mandate("m1", Given.Principal, "noord").Registered(Given.Principal, "2020-01-01 10:00", "own").Cleared("c1", "2026-08-05 11:00", "2026-08-10 13:00")
            .Policy("2020-01-01", p => p with { Preset = PolicyPreset.Energy, CoolingOff = Period.FromHours(24), Attempts = new(3, 1) });
        foreach (var step in steps)
            Take(step, given);
        return given;
    }

    private static void Take(Step step, Given given)
    {
        var (kind, time, name, variant) = step;
        var own = $"{(kind < 3 ? "call" : kind.ToString(System.Globalization.CultureInfo.InvariantCulture))}-{name}";
        if (given.Whole.Facts.Any(f => f.EventId == Given.Id(own)))
            return;
        var call = $"call-{variant % 3}";
        _ = kind switch
        {
            0 or 1 or 2 => given.Call(own, Time(time), c => Vary(c, variant)),
            3 => given.Sold(own, Time(time), call, s => s with { Via = variant < 2 ? AcceptanceRoute.InCall : AcceptanceRoute.Web, AcceptanceAskedAt = variant == 3 ? s.OccurredAt : null }),
            4 => given.Performed(own, Time(time), call),
            5 => given.Voicelog(own, Time(time), call, stored: variant < 3),
            6 => given.ProofRequested(own, Time(time)),
            7 => variant < 3 ? given.ProofProvided(own, Time(time)) : given.Withdrawn(own, Time(time)),
            _ => given.Acknowledged("noord", $"7-{name}", Time(time)),
        };
    }

    private static CallAttempted Vary(CallAttempted call, int variant) => variant switch
    {
        1 => call with { Opening = new(true, true, true, true, true), CallerIdShown = true, CallerNumberMac = "own", Clearance = "c1", Recorded = true },
        2 => call with { Outcome = CallOutcome.NoAnswer, CallerNumberMac = "other" },
        3 => call with { Means = CallMeans.AiAgent, SaleMade = true, OfferedAt = call.OccurredAt },
        4 => call with { Nature = CallNature.Service, OfferMade = false, Recorded = true },
        5 => call with { Opening = new(true, false), ObjectionOffer = ObjectionOffer.None },
        _ => call,
    };

    private static string Time(int time) => $"2026-08-0{1 + time / 2} {(time % 2 == 0 ? "12:00" : "12:30")}";

    private static string Print(DossierReport report) => string.Join('\n',
    [
        .. report.Calls.Select(c => $"{c.Call.EventId} {c.Judgement.Permission} {c.Judgement.Conduct} {c.Judgement.Proof}"),
        .. report.Calls.SelectMany(c => c.Judgement.Findings).Concat(report.Findings).Select(Text),
        report.ChangesAt.ToString(),
    ]);

    private static string Text(Finding finding) =>
        $"{finding.Rule} {finding.Result} {finding.Reason} {string.Join(',', finding.Because)} {string.Join(',', finding.Parameters)}";

    private readonly record struct Step(int Kind, int Time, int Name, int Variant);
}
