using System.Globalization;
using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

/// <summary>What holds of every dossier, tried on dossiers in which much happens at the same instant and refers to the same things.</summary>
public class JudgingProperties
{
    private const int Iterations = 500;

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 7], (kind, time, name, variant) => new Step(kind, time, name, variant)).Array[1, 14];

    [Fact]
    public void judging_does_not_depend_on_the_order_of_arrival() =>
        Gen.Select(Steps, Gen.Int[0, int.MaxValue]).Sample((steps, seed) =>
        {
            var inOrder = Made(steps);
            var count = inOrder.Whole.Facts.Count;
            var order = Enumerable.Range(0, count).OrderBy(i => unchecked((i + 1) * (seed | 1) * 16777619) ^ seed);
            return Print(Made(steps).InAnotherOrder(order).Report()) == Print(inOrder.Report());
        }, iter: Iterations);

    [Fact]
    public void a_fact_recorded_later_than_what_is_known_changes_nothing() =>
        Gen.Select(Steps, Steps).Sample((steps, later) =>
        {
            var early = Made(steps).Whole;
            var given = Made([.. steps, .. later]);
            var whole = given.Whole with
            {
                Facts = [.. given.Whole.Facts.Select((f, i) => i < early.Facts.Count ? f : f with { RecordedAt = Given.At("2029-01-01 00:00") })],
                Exhibits = early.Exhibits,
            };
            return Print(DossierReport.Of(whole, given.Book, Given.At("2028-01-01 00:00"), Given.At("2028-01-01 00:00")))
                == Print(DossierReport.Of(early, given.Book, Given.At("2028-01-01 00:00"), Given.At("2028-01-01 00:00")));
        }, iter: Iterations);

    [Fact]
    public void a_withdrawal_never_makes_a_call_more_permitted() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 3]).Sample((steps, time, target, kind) =>
        {
            var before = Permissions(Made(steps));
            var given = Made(steps);
            _ = kind switch
            {
                0 => given.Withdrawn("extra", Time(time)),
                1 => given.Withdrawn("extra", Time(time), Name(0, target)),
                2 => given.Withdrawn("extra", Time(time), null, "gas"),
                _ => given.Objected("extra", Time(time)),
            };
            return Permissions(given).All(p => Rank(p.Value) <= Rank(before[p.Key]));
        }, iter: Iterations);

    [Fact]
    public void a_consent_never_makes_a_call_less_permitted() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 7]).Sample((steps, time, variant) =>
        {
            var before = Permissions(Made(steps));
            var given = Made(steps).Grant("extra", Time(time), g => Vary(g, variant) with { Call = null }).Verified("extra-verified", Time(time), "extra");
            return Permissions(given).All(p => Rank(p.Value) >= Rank(before[p.Key]));
        }, iter: Iterations);

    [Fact]
    public void what_is_handed_in_after_the_dispute_makes_no_call_shown() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 7], Gen.Bool).Sample((steps, time, variant, asked) =>
        {
            Given Disputed() => Made(steps).Customer("extra-customer", Time(0)).Objected("extra-no", Time(1)).Call("extra-call", "2026-06-20 12:00").Complained("dispute", "2026-12-01 12:00");
            var before = Disputed().Report().Calls.ToDictionary(c => c.Call.EventId, c => c.Judgement);
            var given = Disputed();
            if (asked)
                given.Callback("extra", Time(time)).Recorded("2026-12-02 12:00");
            else
                given.Grant("extra", Time(time), g => Vary(g, variant)).Recorded("2026-12-02 12:00").Verified("extra-verified", Time(time), "extra").Recorded("2026-12-02 12:00");
            // A consent got in a service call makes that call commercial: it may then rest on the customer relation known before.
            return given.Report().Calls.All(c => c.Judgement.Permission != PermissionConclusion.Shown
                || before[c.Call.EventId].Permission == PermissionConclusion.Shown
                || NeededNoBasis(before[c.Call.EventId]) && c.Judgement.Basis == Basis.Customer);
        }, iter: Iterations);

    [Fact]
    public void what_a_person_asked_in_a_contest_or_about_other_products_changes_no_permission() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Bool).Sample((steps, time, contest) =>
        {
            var before = Permissions(Made(steps));
            var given = Made(steps).Callback("extra", Time(time), c => contest ? c with { Via = CallbackRoute.Contest } : c with { Products = ["solar"] });
            return Permissions(given).All(p => p.Value == before[p.Key]);
        }, iter: Iterations);

    [Fact]
    public void exhibits_that_name_nobody_show_no_call() =>
        Steps.Sample(steps =>
        {
            var given = Made(steps).Grant("extra", Time(4)).Verified("extra-verified", "2026-06-02 12:00", "extra").Call("extra-call", Time(5));
            var whole = given.Whole;
            var unnamed = whole with { Exhibits = [.. whole.Exhibits.Select(e => e with { Announced = e.Announced with { Consumer = null } })] };
            var at = Given.At("2030-01-01 00:00");
            return DossierReport.Of(unnamed, given.Book, null, at).Calls
                .All(c => c.Judgement.Permission != PermissionConclusion.Shown || c.Judgement.Basis != Basis.Consent);
        }, iter: Iterations);

    [Fact]
    public void what_the_book_says_only_after_every_call_makes_none_more_permitted() =>
        Gen.Select(Steps, Gen.Int[0, 5], Gen.Int[0, 5]).Sample((steps, then, later) =>
        {
            var given = InBook(Made(steps), then, "2020-01-02 09:00");
            var before = given.Report().Calls;
            var after = InBook(given, later, "2027-01-01 09:00").Report().Calls;
            return before.Zip(after).All(pair => Rank(pair.Second.Judgement.Permission) <= Rank(pair.First.Judgement.Permission)
                // Of what is not shown, another consent may be named for the basis, and its grade says nothing.
                && (pair.Second.Judgement.Permission != PermissionConclusion.Shown
                    || pair.First.Judgement.Proof != ProofGrade.Afterwards || pair.Second.Judgement.Proof != ProofGrade.Contemporaneous));
        }, iter: Iterations);

    [Fact]
    public void a_correction_made_after_every_call_shows_none_that_was_not_shown() =>
        Gen.Select(Steps, Gen.Int[0, 11], Gen.Int[0, 4], Steps).Sample((steps, kind, name, bodies) =>
        {
            var corrected = Made(bodies).Whole;
            // The exhibits that come with the corrected bodies are no correction: they stand on both sides.
            Given Exhibited()
            {
                var made = Made(steps);
                foreach (var exhibit in corrected.Exhibits)
                    made.Exhibit(exhibit.Id, "2026-03-01 12:00", _ => exhibit.Announced);
                return made;
            }

            var before = Exhibited().Report().Calls.ToDictionary(c => c.Call.EventId, c => c.Judgement);
            var given = Exhibited();
            for (var i = 0; i < corrected.Facts.Count; i++)
                given.Correction($"late-{i}", $"2027-01-01 12:{10 + i}", Name((kind + i) % 12, name), corrected.Facts[i].Fact, i % 3 == 1 ? CorrectionMove.Here : null);
            return given.Report().Calls.All(c => c.Judgement.Permission != PermissionConclusion.Shown
                || before.TryGetValue(c.Call.EventId, out var judged) && (judged.Permission == PermissionConclusion.Shown || NeededNoBasis(judged)));
        }, iter: Iterations);

    [Fact]
    public void every_finding_has_its_texts_and_a_permission_shown_rests_on_a_basis_that_is_met() =>
        Steps.Sample(steps =>
        {
            foreach (var (_, judgement) in Made(steps).Report().Calls)
            {
                foreach (var finding in judgement.Findings)
                    (FindingTexts.Explain(finding).Nl + FindingTexts.Explain(finding).En).ShouldNotContain("{");
                if (judgement.Permission == PermissionConclusion.Shown)
                    judgement.Findings.ShouldContain(f => f.Result == FindingResult.Met && Rulebook.Find(f.Rule)!.Carries);
            }
        }, iter: Iterations);

    private static bool NeededNoBasis(Judgement judgement) => !judgement.Findings.Any(f => f.Category == RuleCategory.Permission);

    private static Given InBook(Given given, int variant, string recordedAt) => variant switch
    {
        0 => given.InBook(Given.AWording() with { Products = ["gas"] }, recordedAt, recordedAt),
        1 => given.InBook(Given.AWording() with { CallersNamed = [] }, recordedAt, recordedAt),
        2 => given.InBook(Given.AWording() with { ConsentTerm = Period.FromMonths(2) }, recordedAt, recordedAt),
        3 => given.InBook(ACampaign("gas"), recordedAt, recordedAt),
        4 => given.InBook(ACampaign("electricity", "gas", "solar"), recordedAt, recordedAt),
        _ => given.InBook(new PolicySet(new Policy { ValidFrom = Given.Day("2026-01-01"), Verification = new([VerificationMethod.Sms], Period.FromDays(60)) }, "because", false), recordedAt, recordedAt)
            .InBook(Given.AWording(), recordedAt, recordedAt),
    };

    private static CampaignDescribed ACampaign(params string[] products) =>
        new(Given.Campaign, "Najaar", products, CallNature.Commercial, Given.Day("2020-01-01"), null, null);

    private static Given Made(Step[] steps)
    {
        var given = Given.Dossier().Mandate("m1", Given.Principal, "noord");
        foreach (var step in steps)
            Take(step, given);
        return given;
    }

    // Few times, names and kinds: so that instants coincide, references meet or miss, and some names are handed in twice.
    private static void Take(Step step, Given given)
    {
        var (kind, time, name, variant) = step;
        var own = Name(kind, name);
        if (given.Whole.Facts.Any(f => f.EventId == Given.Id(own)))
            return;
        var consent = Name(0, variant % 5);
        _ = kind switch
        {
            0 => given.Grant(own, Time(time), g => Vary(g, variant)),
            1 => given.Verified(own, Time(time), consent, v => v with
            {
                SameNumber = variant == 3 ? null : variant != 5,
                Consent = variant == 6 ? new FactRef(Given.Id("elsewhere"), consent) : v.Consent,
            }),
            2 => given.Requested(own, Time(time), consent),
            3 => given.Refused(own, Time(time), consent),
            4 => given.Withdrawn(own, Time(time), variant < 5 ? consent : null),
            5 => given.Objected(own, Time(time), variant < 2 ? Name(8, variant) : null, variant == 4 ? ["gas"] : []),
            6 => given.Customer(own, Time(time), r => r with { NoticeAtCollection = variant == 1 ? null : variant != 2 }),
            7 => Correct(given, own, step),
            8 or 9 => given.Call(own, Time(time), c => Vary(c, variant)),
            10 => given.Callback(own, Time(time), c => c with { Call = variant == 1 ? Given.Ref(Name(8, name)) : null }),
            _ => given.Complained(own, Time(time)),
        };
        if (variant == 7)
            given.Recorded(Time(9));
    }

    // Some of an agency that handed in nothing that is corrected here, by event or by bare reference.
    private static Given Correct(Given given, string own, Step step)
    {
        var (_, time, name, variant) = step;
        var target = Name(variant % 5 is 3 ? 4 : 0, name);
        var corrects = variant == 4 ? new FactRef(Given.Id("elsewhere"), target) : Given.Ref(target);
        return given.Correction(own, Time(time), corrects, variant == 0 ? null : ACorrected(variant), variant == 0 ? CorrectionMove.Away : null)
            .HandedInBy(variant is 4 or 6 ? "noord" : Given.Principal);
    }

    private static ConsentGranted Vary(ConsentGranted grant, int variant) => variant switch
    {
        1 => grant with { Products = ["gas"] },
        2 => grant with { Call = Given.Ref(Name(8, 1)) },
        3 => grant with { ValidUntil = Given.At(Time(5)) },
        4 => grant with { Capture = null },
        5 => grant with { RefMac = "grant-0" },
        6 => grant with { Exhibits = null },
        _ => grant,
    };

    private static CallAttempted Vary(CallAttempted call, int variant) => variant switch
    {
        1 => call with { ReliesOn = new(Basis.Consent, Given.Ref(Name(0, 1))) },
        2 => call with { ReliesOn = new(Basis.Customer) },
        3 => call with { Nature = CallNature.Service, OfferMade = false },
        4 => call with { Outcome = CallOutcome.StoppedVulnerable },
        5 => call with { Party = "noord" },
        6 => call with { Outcome = CallOutcome.WrongPerson },
        7 => call with { ReliesOn = new(Basis.Callback) },
        _ => call,
    };

    private static ConsentGranted ACorrected(int variant) =>
        (ConsentGranted)Given.Dossier().Grant("grant-0", Time(variant), g => Vary(g, (variant + 1) % 8)).Whole.Facts[0].Fact;

    private static string Name(int kind, int name) => $"{kind switch { 0 => "grant", 8 => "call", _ => kind.ToString(CultureInfo.InvariantCulture) }}-{name}";

    private static string Time(int time) => $"2026-0{4 + time / 2}-{(time % 2 == 0 ? "01" : "14")} 12:00";

    private static Dictionary<Guid, PermissionConclusion> Permissions(Given given) =>
        given.Report().Calls.ToDictionary(c => c.Call.EventId, c => c.Judgement.Permission);

    private static int Rank(PermissionConclusion permission) => permission switch
    {
        PermissionConclusion.Shown => 2,
        PermissionConclusion.Unproven or PermissionConclusion.NotAssessed => 1,
        _ => 0,
    };

    private static string Print(DossierReport report) => string.Join('\n',
    [
        .. report.Consents.Select(c => c.ToString()),
        .. report.Calls.Select(c => $"{c.Call.EventId} {c.Judgement.Permission} {c.Judgement.Basis} {c.Judgement.Consent} {c.Judgement.Proof} {c.Judgement.EffectiveNature}"),
        .. report.Calls.SelectMany(c => c.Judgement.Findings).Select(f => $"{f.Rule} {f.Result} {f.Reason} {string.Join(',', f.Because)} {string.Join(',', f.Parameters)}"),
        .. report.Contradictions.Select(c => $"{c.Code} {string.Join(',', c.Because)}"),
        .. report.Dossier.Unresolved.Select(u => u.ToString()),
    ]);

    private readonly record struct Step(int Kind, int Time, int Name, int Variant);
}
