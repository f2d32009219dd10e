using System.Globalization;
using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Suppressions;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

/// <summary>What holds of every dossier, tried on dossiers in which much happens at the same instant and refers to the same things.</summary>
public class JudgingProperties
{
    private const int Iterations = 500;

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 14], Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 15], (kind, time, name, variant) => new Step(kind, time, name, variant)).Array[1, 14];

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
            var late = Given.At("2029-01-01 00:00");
            var whole = given.Whole with
            {
                Facts = [.. given.Whole.Facts.Select((f, i) => i < early.Facts.Count ? f : f with { RecordedAt = late })],
                Exhibits = [.. given.Whole.Exhibits.Select(e => early.Exhibits.FirstOrDefault(known => known.Id == e.Id) ?? e with { AnnouncedAt = late, StoredAt = late })],
                Clearances = given.Cleared("late", "2025-01-01 00:00", "2030-01-01 00:00", c => c with { RecordedAt = late }).Whole.Clearances,
                Acknowledgements = [.. early.Facts.Select(f => new Acknowledgement("noord", f.EventId, f.OccurredAt, late))],
                Inquiries = [new(Given.Id("acm"), late, new([Given.Consumer], null, null)), new(Given.Id("acm-2"), late, new(null, [Given.Campaign], null))],
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
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 15]).Sample((steps, time, variant) =>
        {
            var before = Permissions(Made(steps));
            var given = Made(steps).Grant("extra", Time(time), g => Vary(g, variant) with { Call = null }).Verified("extra-verified", Time(time), "extra");
            return Permissions(given).All(p => Rank(p.Value) >= Rank(before[p.Key]));
        }, iter: Iterations);

    [Fact]
    public void what_is_handed_in_after_the_dispute_makes_no_call_shown() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 15], Gen.Int[0, 7]).Sample((steps, time, variant, what) =>
        {
            Given Disputed() => Made(steps).Customer("extra-customer", Time(0)).Objected("extra-no", Time(1)).Call("extra-call", "2026-06-20 12:00").Complained("dispute", "2026-12-01 12:00");
            var before = Disputed().Report().Calls.ToDictionary(c => c.Call.EventId, c => c.Judgement);
            var given = Disputed();
            const string late = "2026-12-02 12:00";
            var consent = Name(0, variant % 5);
            _ = what switch
            {
                0 => given.Callback("extra", Time(time)).Recorded(late),
                1 => given.Customer("extra", Time(time), r => r with { As = Role(variant) }).Recorded(late),
                2 => given.Verified("extra", Time(time), consent).Recorded(late),
                3 => given.Exhibit("extra", late, e => e with { Purposes = Enum.GetValues<ExhibitPurpose>(), Consent = Given.Ref(consent) }),
                4 => given.Requested("extra", Time(time), consent).Stating(new(PersonKind.LegalPerson, "bv", Given.At(Time(variant % 10)))).Recorded(late),
                5 => given.Mandate("extra", Given.Principal, "leads", recordedAt: late),
                _ => given.Grant("extra", Time(time), g => Vary(g, variant)).Recorded(late).Verified("extra-verified", Time(time), "extra").Recorded(late),
            };
            // A consent got in a service call says that it was commercial: it may then rest on what was known before, and on nothing else.
            return given.Report().Calls.All(c => c.Judgement.Permission != PermissionConclusion.Shown
                || before[c.Call.EventId].Permission == PermissionConclusion.Shown
                || (NeededNoBasis(before[c.Call.EventId]) || HadUnknownNature(before[c.Call.EventId])) && !RestsOn(c.Judgement, "extra"));
        }, iter: Iterations);

    [Fact]
    public void a_word_on_the_kind_of_person_that_comes_late_improves_no_permission_and_removes_no_breach() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 7], Gen.Bool).Sample((steps, time, variant, disputed) =>
        {
            Given Disputed() => disputed ? Made(steps).Complained("dispute", "2026-12-01 12:00") : Made(steps);
            var before = Disputed().Report().Calls.ToDictionary(c => c.Call.EventId, c => c.Judgement);
            var given = Disputed().Requested("extra", Time(time), "nothing").Stating(Word(variant, checkedToo: disputed)).Recorded("2026-12-02 12:00");
            // A word that takes away what carried the call takes with it when that was recorded: what is then wanting may have come in time.
            return given.Report().Calls.All(c => Rank(c.Judgement.Permission) <= Rank(before[c.Call.EventId].Permission)
                && Breaches(before[c.Call.EventId]).All(b => Breaches(c.Judgement).Contains(b)
                    || b == "VAULT-CONTEMPORANEOUS"
                        && (c.Judgement.Basis != before[c.Call.EventId].Basis || Rank(c.Judgement.Permission) < Rank(before[c.Call.EventId].Permission))));
        }, iter: Iterations * 2);

    [Fact]
    public void a_report_stands_until_the_instant_at_which_it_says_that_it_changes() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 23], Gen.Int[0, 999]).Sample((steps, time, hour, part) =>
        {
            var given = Made(steps).Mandate("m2", "noord", "zuid").ProofRequested("asked", Time(5, 15));
            // All is known, also what a clock that runs ahead says of later.
            var book = BookAsKnown.Of(given.Book, Given.At("2030-01-01 00:00"));
            var at = Given.At(Time(time, hour));
            var report = DossierReport.Of(given.Whole, book, at);
            var end = report.ChangesAt ?? at + Duration.FromDays(900);
            var later = at + (end - at) * part / 1000;
            return Print(DossierReport.Of(given.Whole, book, later)) == Print(report);
        }, iter: Iterations * 2);

    [Fact]
    public void one_more_confirmation_or_relation_lowers_no_permission_and_no_grade() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 15], Gen.Int[0, 4], Gen.Bool).Sample((steps, time, variant, name, disputed) =>
        {
            Given Disputed() => disputed ? Made(steps).Complained("dispute", "2026-12-01 12:00") : Made(steps);
            var before = Disputed().Report().Calls.ToDictionary(c => c.Call.EventId, c => c.Judgement);
            var given = Disputed();
            if (variant < 8)
                given.Verified("extra", Time(time), Name(0, name), v => v with
                {
                    SameNumber = variant == 1 ? null : variant != 2,
                    Method = variant == 3 ? VerificationMethod.Email : v.Method,
                    Exhibits = variant == 4 ? null : v.Exhibits,
                    Party = variant switch { 5 => "noord", 6 => "leads", _ => v.Party },
                }).Recorded("2026-12-02 12:00");
            else
                given.Customer("extra", Time(time), r => r with { NoticeAtCollection = variant == 8 ? null : true, As = Role(variant), Exhibits = variant == 9 ? null : r.Exhibits }).Recorded("2026-12-02 12:00");
            return given.Report().Calls.All(c => Rank(c.Judgement.Permission) >= Rank(before[c.Call.EventId].Permission)
                // Another basis may carry it now, which comes first in the rulebook.
                && (c.Judgement.Permission != PermissionConclusion.Shown || before[c.Call.EventId].Permission != PermissionConclusion.Shown
                    || c.Judgement.Basis != before[c.Call.EventId].Basis || c.Judgement.Proof <= before[c.Call.EventId].Proof));
        }, iter: Iterations * 2);

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
                .All(c => c.Judgement.Permission != PermissionConclusion.Shown || c.Judgement.Basis is not (Basis.Consent or Basis.Callback));
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
        Gen.Select(Steps, Gen.Int[0, 14], Gen.Int[0, 4], Steps).Sample((steps, kind, name, bodies) =>
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
                given.Correction($"late-{i}", $"2027-01-01 12:{10 + i}", Name((kind + i) % 15, name), corrected.Facts[i].Fact, i % 3 == 1 ? CorrectionMove.Here : null);
            return given.Report().Calls.All(c => c.Judgement.Permission != PermissionConclusion.Shown
                || before.TryGetValue(c.Call.EventId, out var judged) && (judged.Permission == PermissionConclusion.Shown || NeededNoBasis(judged))
                // What one late correction made worse, another may put back as it was.
                || WasShownUncorrected(Exhibited(), c.Call));
        }, iter: Iterations);

    [Fact]
    public void the_outcome_of_a_call_that_was_not_made_holds_as_long_as_is_said() =>
        Gen.Select(Steps, Gen.Int[0, 9], Gen.Int[0, 31], Gen.Int[0, 1000], Gen.Int[0, 23]).Sample((steps, time, variant, part, hour) =>
        {
            var given = Made(steps).Policy("2026-05-01", p => p with { Attempts = new(2, 1) }).KnownAt(Time(time, hour));
            var start = Given.At(Time(time, hour));
            var call = Vary(Given.ACall("imagined", Time(time, hour)), variant) with { Outcome = CallOutcome.NoAnswer };
            var judgement = given.Imagine(call);
            var end = judgement.ChangesAt ?? start + Duration.FromDays(700);
            if (end == start)
                return true;
            // Up to the last instant before the end: at the end itself it may be another, and a clearance holds no more.
            var later = part == 1000 ? end - Duration.Epsilon : start + (end - start) * part / 1000;
            return Outcome(given.Imagine(call with { OccurredAt = later })) == Outcome(judgement);
        }, iter: Iterations * 2);

    [Theory]
    [InlineData("2026-09-01 20:30", "2026-09-01 21:00")]
    [InlineData("2026-09-05 15:30", "2026-09-05 16:00")]
    [InlineData("2026-12-24 18:00", "2026-12-24 18:30")]
    public void a_clearance_is_stale_at_the_very_instant_at_which_the_window_closes(string askedAt, string closesAt)
    {
        var given = Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant").Policy("2020-01-01", p => p);
        var until = given.Imagine(Given.ACall("imagined", askedAt)).ChangesAt;
        until.ShouldBe(Given.At(closesAt));
        var judgement = given.Cleared("c1", askedAt, closesAt).Call("call", closesAt, c => c with { Clearance = "c1" }).Judge("call");
        judgement.Of("POLICY-WINDOW")!.Result.ShouldBe(FindingResult.Breach);
        judgement.Of("VAULT-CLEARANCE").ShouldBeUnproven("stale", "c1");
    }

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

    private static bool WasShownUncorrected(Given given, KnownFact call)
    {
        var then = given.Known.CorrectedUntil(call.OccurredAt);
        return then.Find(call.EventId) is { IsMovedAway: false, Fact: CallAttempted }
            && Judge.Call(then, BookAsKnown.Of(given.Book, then.KnownAt), call.EventId).Permission == PermissionConclusion.Shown;
    }

    private static IEnumerable<string> Breaches(Judgement judgement) => judgement.Findings.Where(f => f.Result == FindingResult.Breach).Select(f => f.Rule);

    private static StatedPerson Word(int variant, bool checkedToo) => variant switch
    {
        0 or 1 => new(PersonKind.SoleTrader, "eenmanszaak", checkedToo ? Given.At(Time(variant)) : null),
        2 => new(PersonKind.Partnership),
        3 => new(PersonKind.LegalPerson),
        4 => new(PersonKind.LegalPerson, "bv"),
        5 => new(PersonKind.LegalPerson, "vof", Given.At(Time(0))),
        _ => new(PersonKind.LegalPerson, "bv", checkedToo ? Given.At(Time(variant - 6)) : null),
    };

    private static bool RestsOn(Judgement judgement, string fact) => judgement.Findings.Any(f => f.Result == FindingResult.Met && f.Category == RuleCategory.Permission && f.Because.Contains(Given.Id(fact)));

    private static bool HadUnknownNature(Judgement judgement) => judgement.Of("TW-11.7-CONSENT") is { Result: FindingResult.Unproven, Reason: "offer-unknown" };

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
        var given = Given.Dossier().Mandate("m1", Given.Principal, "noord")
            .InBook(Given.AWording() with { Ref = "w2", Means = Enum.GetValues<CallMeans>() }, name: "w2")
            .InBook(new PrincipalDescribed(Given.Principal, "Zonkracht", "12345678", [], [
                new(RegistrationKind.Charity, null, "r1", Given.Day("2020-01-01"), Given.Day("2026-08-05"), null),
                new(RegistrationKind.Publisher, null, "r2", Given.Day("2026-07-10"), null, null)]));
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
            0 when variant >= 10 => given.Grant(own, Time(time), g => Vary(g, variant)).Verified($"{own}-verified", Time(time, 13), own),
            0 => given.Grant(own, Time(time), g => Vary(g, variant)),
            1 => given.Verified(own, Time(time), consent, v => v with
            {
                SameNumber = variant == 3 ? null : variant != 5,
                Consent = variant == 6 ? new FactRef(Given.Id("elsewhere"), consent) : v.Consent,
                Party = variant switch { 8 => "noord", 9 => "leads", _ => v.Party },
            }),
            2 => given.Requested(own, Time(time), consent, r => r with { Person = Person(variant) }),
            3 => given.Refused(own, Time(time), consent),
            4 => given.Withdrawn(own, Time(time), variant < 5 ? consent : null),
            5 => given.Objected(own, Time(time), variant < 2 ? Name(8, variant) : null, variant == 4 ? ["gas"] : []),
            6 => given.Customer(own, Time(time), r => r with { NoticeAtCollection = variant == 1 ? null : variant != 2, As = Role(variant), Person = Person(variant) }),
            7 => Correct(given, own, step),
            8 => given.Call(own, Time(time), c => Vary(c, variant)),
            9 => given.Call(own, Time(time), c => Vary(c, variant + 16)),
            10 => given.Callback(own, Time(time), c => c with
            {
                Call = variant is 1 or 2 ? Given.Ref(Name(8, name)) : null,
                Via = variant is 2 or 3 ? CallbackRoute.Phone : CallbackRoute.WebForm,
                Exhibits = variant == 4 ? null : c.Exhibits,
            }),
            11 => given.Complained(own, Time(time)),
            12 => given.Inbound(own, Time(time), c => Vary(c, variant) with { Direction = CallDirection.Inbound }),
            13 => given.Add(own, Left(own, time, name, variant)),
            _ => given.Add(own, Heard(own, time, variant)),
        };
        if (variant == 7)
            given.Recorded(Time(9));
    }

    private static RelationshipRole Role(int variant) =>
        variant < 6 ? RelationshipRole.Customer : (RelationshipRole)(variant % Enum.GetValues<RelationshipRole>().Length);

    private static StatedPerson? Person(int variant) => variant switch
    {
        10 => new(PersonKind.LegalPerson, "bv", Given.At(Time(2))),
        11 => new(PersonKind.LegalPerson, "bv"),
        12 => new(PersonKind.Private),
        13 => new(PersonKind.LegalPerson, "vof", Given.At(Time(1))),
        14 => new(PersonKind.SoleTrader),
        15 => new(PersonKind.LegalPerson),
        _ => null,
    };

    private static RelationshipEnded Left(string own, int time, int name, int variant) => new()
    {
        OccurredAt = Given.At(Time(time)),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = own,
        RelationshipMac = Name(6, name),
        As = Role(variant),
        Products = ["electricity", "gas"],
        NoticeAtCollection = variant == 1 ? false : variant == 2 ? null : true,
    };

    private static MonitoringRecorded Heard(string own, int time, int variant) => new()
    {
        OccurredAt = Given.At(Time(time)),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = own,
        Call = Given.Ref(Name(8 + variant % 2, variant % 5)),
        By = Listener.Reviewer,
        Findings = [new("offer", variant < 8)],
    };

    // Some of an agency that handed in nothing that is corrected here, by event or by bare reference.
    private static Given Correct(Given given, string own, Step step)
    {
        var (_, time, name, variant) = step;
        var target = Name(variant switch { 3 or 8 or 13 => 4, 9 or 10 => 8, 11 => 9, 12 => 6, 14 => 10, 15 => 12, _ => 0 }, name);
        var corrects = variant == 4 ? new FactRef(Given.Id("elsewhere"), target) : Given.Ref(target);
        return given.Correction(own, Time(time), corrects, variant == 0 ? null : ACorrected(target, step), variant == 0 ? CorrectionMove.Away : null)
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
        8 => grant with { Party = "noord" },
        9 => grant with { Party = "leads" },
        10 or 11 or 12 => grant with { Wording = "w2" },
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
        8 => call with { Means = CallMeans.Automatic },
        9 => call with { Means = CallMeans.AiAgent, Nature = CallNature.Charitable, ReliesOn = new(Basis.Charity) },
        10 => call with { Person = Person(10) },
        11 => call with { Nature = CallNature.Charitable },
        12 => call with { ReliesOn = new(Basis.Publisher) },
        13 => call with { Nature = CallNature.Service },
        14 => call with { ReliesOn = new(Basis.LegalPerson), Person = Person(11) },
        15 => call with { Nature = CallNature.Service, OfferMade = true },
        16 => call with { Campaign = null },
        17 => call with { Campaign = null, Products = ["gas"] },
        18 => call with { Means = CallMeans.Automatic, ReliesOn = new(Basis.Customer) },
        19 => call with { Means = CallMeans.Automatic, Person = Person(10), ReliesOn = new(Basis.LegalPerson) },
        20 => call with { ReliesOn = new(Basis.Customer), ObjectionOffer = ObjectionOffer.None },
        21 => call with { Nature = CallNature.Charitable, ReliesOn = new(Basis.Charity), ObjectionOffer = null },
        22 => call with { ReliesOn = new(Basis.Licence) },
        23 => call with { ReliesOn = new(Basis.Callback, Given.Ref(Name(10, 1))) },
        24 => call with { Person = Person(13), ReliesOn = new(Basis.LegalPerson) },
        25 => call with { Person = Person(10), ReliesOn = new(Basis.Consent) },
        26 => call with { Means = CallMeans.AiAgent, Nature = CallNature.Survey },
        27 => call with { Nature = CallNature.Verification, SaleMade = true },
        _ => call,
    };

    // A body of the kind of what is corrected.
    private static Fact ACorrected(string target, Step step)
    {
        var other = Given.Dossier();
        Take(step with { Kind = step.Variant switch { 9 or 10 => 8, 11 => 9, 12 => 6, 14 => 10, 15 => 12, _ => 0 }, Variant = (step.Variant + 1) % 16, Time = step.Variant % 10 }, other);
        return other.Whole.Facts[0].Fact with { RefMac = target };
    }

    private static string Name(int kind, int name) => $"{kind switch { 0 => "grant", 8 => "call", _ => kind.ToString(CultureInfo.InvariantCulture) }}-{name}";

    private static string Time(int time, int hour = 12) => $"2026-0{4 + time / 2}-{(time % 2 == 0 ? "01" : "14")} {hour:00}:00";

    private static Dictionary<Guid, PermissionConclusion> Permissions(Given given) =>
        given.Report().Calls.ToDictionary(c => c.Call.EventId, c => c.Judgement.Permission);

    private static string Outcome(Judgement judgement) =>
        string.Join(' ', [judgement.Permission.ToString(), judgement.Conduct.ToString(), .. judgement.Findings.Select(f => $"{f.Rule} {f.Result} {(IsOfPermission(f) ? f.Reason : null)}")]);

    // A closed window may be closed for another reason after midnight.
    private static bool IsOfPermission(Finding finding) => finding.Category is RuleCategory.Permission or RuleCategory.Chain;

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
        .. report.Findings.Select(f => $"{f.Rule} {f.Result} {f.Reason} {string.Join(',', f.Because)} {string.Join(',', f.Parameters)}"),
        $"{report.ChangesAt}",
        .. report.Contradictions.Select(c => $"{c.Code} {string.Join(',', c.Because)}"),
        .. report.Dossier.Unresolved.Select(u => u.ToString()),
    ]);

    private readonly record struct Step(int Kind, int Time, int Name, int Variant);
}
