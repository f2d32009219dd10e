using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

/// <summary>Which calls the rules on hours, numbers and attempts are about.</summary>
public class CodeScopeTests
{
    public static TheoryData<string> Rules => ["CTM-WINDOW", "CTM-NUMBER", "POLICY-WINDOW", "POLICY-ATTEMPTS"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void they_are_about_outbound_commercial_charitable_and_ideological_attempts(string rule)
    {
        Applies(rule, c => c with { Outcome = CallOutcome.NoAnswer }).ShouldBeTrue();
        Applies(rule, c => c with { Nature = CallNature.Charitable }).ShouldBeTrue();
        Applies(rule, c => c with { Nature = CallNature.Ideological }).ShouldBeTrue();
        Applies(rule, c => c with { Nature = CallNature.Survey, OfferMade = true }).ShouldBeTrue();
        Applies(rule, c => c with { Nature = CallNature.Survey, OfferMade = false }).ShouldBeFalse();
        Applies(rule, c => c with { Nature = CallNature.Survey, OfferMade = null }).ShouldBeFalse();
        Applies(rule, c => c with { Direction = CallDirection.Inbound }).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void to_natural_persons(string rule)
    {
        foreach (var kind in (PersonKind[])[PersonKind.Private, PersonKind.Unknown, PersonKind.SoleTrader, PersonKind.Partnership])
            Applies(rule, c => c with { Person = new(kind) }).ShouldBeTrue();
        Applies(rule, c => c with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) }).ShouldBeFalse();
        Applies(rule, c => c with { Person = new(PersonKind.LegalPerson, "bv") }).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void on_dutch_numbers(string rule) =>
        Given.ValidConsent().Policy("2020-01-01", p => p).OnForeignNumber().Call("call", "2026-09-01 10:00").Finding("call", rule).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Rules))]
    public void that_nobody_asked_for(string rule) =>
        Given.Dossier().Policy("2020-01-01", p => p).Callback("please", "2026-08-31 10:00").Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Callback) })
            .Finding("call", rule).ShouldBeNull();

    private static bool Applies(string rule, Func<CallAttempted, CallAttempted> but) =>
        Given.ValidConsent().Policy("2020-01-01", p => p).Call("call", "2026-09-01 10:00", but).Finding("call", rule) is not null;
}

public class CodeWindowTests
{
    private const string Rule = "CTM-WINDOW";

    [Theory]
    [InlineData("2026-09-01 08:59:59", "outside-window")]
    [InlineData("2026-09-01 09:00:00", null)]
    [InlineData("2026-09-01 21:59:59", null)]
    [InlineData("2026-09-01 22:00:00", "outside-window")]
    [InlineData("2026-09-05 09:59:59", "outside-window")]
    [InlineData("2026-09-05 10:00:00", null)]
    [InlineData("2026-09-05 15:59:59", null)]
    [InlineData("2026-09-05 16:00:00", "outside-window")]
    [InlineData("2026-09-06 12:00:00", "sunday")]
    [InlineData("2026-05-14 12:00:00", "holiday")]
    [InlineData("2026-04-03 12:00:00", null)]
    [InlineData("2026-05-05 12:00:00", null)]
    [InlineData("2026-05-04 18:29:59", null)]
    [InlineData("2026-05-04 18:30:00", "outside-window")]
    [InlineData("2026-03-30 09:00:00", null)]
    [InlineData("2026-03-30 08:59:59", "outside-window")]
    [InlineData("2026-10-26 09:00:00", null)]
    [InlineData("2026-10-26 08:59:59", "outside-window")]
    [InlineData("2028-02-29 21:59:59", null)]
    public void a_call_is_judged_by_the_local_time_of_its_start(string start, string? reason)
    {
        var finding = Given.Dossier().Call("call", start).Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "call");
    }

    [Fact]
    public void days_of_the_policy_are_closed_too()
    {
        Given On(Func<Policy, Policy> but, string start) => Given.Dossier().Policy("2020-01-01", but).Call("call", start);
        On(p => p with { Holidays = new(true, false) }, "2026-04-03 12:00").Finding("call", Rule).ShouldBeBreach("holiday");
        On(p => p with { Holidays = new(false, true) }, "2026-05-05 12:00").Finding("call", Rule).ShouldBeBreach("holiday");
        On(p => p with { MourningDays = [new(2026, 9, 1)] }, "2026-09-01 12:00").Finding("call", Rule).ShouldBeBreach("mourning-day");
        On(p => p with { MourningDays = [new(2026, 9, 1)] }, "2026-09-02 12:00").Finding("call", Rule).ShouldBeMet();
    }

    [Theory]
    [InlineData("2024-10-14 23:59:59", false)]
    [InlineData("2024-10-15 00:00:00", true)]
    public void it_is_in_force_from_15_october_2024(string start, bool applies) => (Given.Dossier().Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    [Theory]
    [InlineData("2026-09-01 12:00", "2026-09-01 22:00", ConductConclusion.Clean)]
    [InlineData("2026-09-05 17:00", "2026-09-07 09:00", ConductConclusion.Breach)]
    [InlineData("2026-12-24 18:30", "2026-12-28 09:00", ConductConclusion.Breach)]
    public void of_a_call_that_was_not_made_it_says_until_when_that_holds(string start, string until, ConductConclusion conduct)
    {
        var judgement = Given.ValidConsent().Imagine(Given.ACall("imagined", start));
        (judgement.ChangesAt, judgement.Conduct).ShouldBe((Given.At(until), conduct));
    }

    [Fact]
    public void no_call_is_in_the_window_at_night_or_on_a_sunday() =>
        Gen.Int[0, 60 * 24 * 800].Sample(minutes =>
        {
            var start = Instant.FromUtc(2024, 10, 15, 0, 0) + Duration.FromMinutes(minutes);
            var local = start.InZone(Amsterdam.Zone).LocalDateTime;
            var finding = Given.Dossier().Call("call", "2026-01-01 00:00", c => c with { OccurredAt = start }).Finding("call", Rule)!;
            return finding.Result == FindingResult.Breach || local.Hour is >= 9 and < 22 && local.DayOfWeek != IsoDayOfWeek.Sunday;
        }, iter: 500);
}

public class FirstCallTermTests
{
    private const string Rule = "CTM-FIRST-CALL-TERM";

    [Theory]
    [InlineData("2026-03-02 12:00", "2026-09-02 12:00:00", true)]
    [InlineData("2026-03-02 12:00", "2026-09-02 12:00:01", false)]
    [InlineData("2026-08-31 12:00", "2027-02-28 12:00:00", true)]
    [InlineData("2026-08-31 12:00", "2027-02-28 12:00:01", false)]
    [InlineData("2027-08-31 12:00", "2028-02-29 12:00:00", true)]
    [InlineData("2027-08-31 12:00", "2028-02-29 12:00:01", false)]
    [InlineData("2025-09-29 02:30", "2026-03-29 03:30:00", true)]
    [InlineData("2025-09-29 02:30", "2026-03-29 03:30:01", false)]
    public void the_very_end_of_six_months_is_inside(string grantedAt, string start, bool met) =>
        Expect(Given.Dossier().Grant("grant", grantedAt).Call("call", start), met);

    [Theory]
    [InlineData(9, "2026-12-02 12:00:00", true)]
    [InlineData(9, "2026-12-02 12:00:01", false)]
    [InlineData(3, "2026-09-02 12:00:00", true)]
    [InlineData(3, "2026-09-02 12:00:01", false)]
    public void a_longer_term_that_the_wording_states_counts_and_a_shorter_one_does_not(int months, string start, bool met) =>
        Expect(WithTerm(months).Grant("grant", "2026-03-02 12:00", g => g with { Wording = "w2" }).Call("call", start), met);

    [Theory]
    [InlineData("2026-11-01 12:00:00", 9, true)]
    [InlineData("2026-11-01 12:00:01", 9, false)]
    public void what_is_said_of_the_wording_after_the_call_makes_no_term_longer(string recordedAt, int months, bool met) =>
        Expect(Given.Dossier().InBook(Given.AWording() with { Ref = "w2" }, name: "v1").InBook(Given.AWording() with { Ref = "w2", FirstCallTerm = Period.FromMonths(months) }, recordedAt, "v2")
            .Grant("grant", "2026-03-02 12:00", g => g with { Wording = "w2" }).Call("call", "2026-11-01 12:00"), met);

    [Fact]
    public void what_is_said_of_it_after_the_call_makes_one_shorter() =>
        Expect(WithTerm(9).InBook(Given.AWording() with { Ref = "w2", FirstCallTerm = Period.FromMonths(7) }, "2026-11-20 12:00", "v2")
            .Grant("grant", "2026-03-02 12:00", g => g with { Wording = "w2" }).Call("call", "2026-11-01 12:00"), met: false);

    [Fact]
    public void it_is_about_the_first_attempt_on_a_consent_only()
    {
        var given = Given.ValidConsent().Mandate("m1", Given.Principal, "noord")
            .Call("first", "2026-09-01 10:00", c => c with { Outcome = CallOutcome.NoAnswer, Party = "noord" }).Call("second", "2027-03-01 10:00");
        given.Finding("first", Rule).ShouldBeMet();
        given.Finding("second", Rule).ShouldBeNull();
    }

    [Fact]
    public void a_late_first_attempt_is_the_breach_and_not_the_next() =>
        Given.ValidConsent().Call("first", "2027-03-01 10:00").Call("second", "2027-03-02 10:00").Judge("second").Of(Rule).ShouldBeNull();

    [Fact]
    public void a_call_on_another_consent_or_basis_or_by_the_consumer_is_no_attempt_on_this_one()
    {
        Given Before(Func<CallAttempted, CallAttempted> but) => Given.Dossier().Grant("other", "2026-07-01 12:00").Grant("grant", "2026-08-01 12:00")
            .Call("earlier", "2026-08-20 10:00", but).Call("call", "2027-03-01 10:00", c => c with { ReliesOn = new(Basis.Consent, Given.Ref("grant")) });
        Before(c => c with { ReliesOn = new(Basis.Consent, Given.Ref("other")) }).Finding("call", Rule).ShouldBeBreach("too-late");
        Before(c => c with { ReliesOn = new(Basis.Callback) }).Finding("call", Rule).ShouldBeBreach("too-late");
        Before(c => c with { Direction = CallDirection.Inbound }).Finding("call", Rule).ShouldBeBreach("too-late");
        Before(c => c with { ReliesOn = new(Basis.Consent, Given.Ref("grant")) }).Finding("call", Rule).ShouldBeNull();
        Before(c => c with { ReliesOn = new(Basis.Consent) }).Finding("call", Rule).ShouldBeNull();
    }

    [Fact]
    public void of_two_attempts_at_one_instant_neither_is_later()
    {
        var given = Given.ValidConsent().Call("one", "2026-09-01 10:00").Call("two", "2026-09-01 10:00");
        given.Finding("one", Rule).ShouldBeMet();
        given.Finding("two", Rule).ShouldBeMet();
    }

    [Fact]
    public void a_consent_given_at_the_very_instant_of_the_call_has_no_term_yet() =>
        Given.Dossier().Grant("grant", "2026-09-01 10:00").Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeNull();

    [Fact]
    public void a_call_on_no_consent_is_not_judged_by_it() => Given.Dossier().Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeNull();

    [Theory]
    [InlineData("2024-10-14 23:59:59", false)]
    [InlineData("2024-10-15 00:00:00", true)]
    public void it_is_in_force_from_15_october_2024(string start, bool applies) =>
        (Given.Dossier().Grant("grant", "2024-10-01 12:00").Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Given WithTerm(int months) => Given.Dossier().InBook(Given.AWording() with { Ref = "w2", FirstCallTerm = Period.FromMonths(months) }, name: "w2");

    private static void Expect(Given given, bool met)
    {
        var finding = given.Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach("too-late", "grant", "call");
    }
}

public class FormerCustomerTermTests
{
    private const string Rule = "CTM-CUSTOMER-TERM";

    [Theory]
    [InlineData("2023-03-02 12:00", "2026-03-02 12:00:00", true)]
    [InlineData("2023-03-02 12:00", "2026-03-02 12:00:01", false)]
    [InlineData("2020-02-29 12:00", "2023-02-28 12:00:00", true)]
    [InlineData("2020-02-29 12:00", "2023-02-28 12:00:01", false)]
    public void the_very_end_of_three_years_is_inside(string leftAt, string start, bool met) => Expect(Left(leftAt), start, met ? null : "relationship-too-old");

    [Fact]
    public void who_is_still_a_customer_is_no_former_one()
    {
        Given.Dossier().Customer("r", "2015-01-01 12:00").Call("call", "2026-03-02 12:00").Finding("call", Rule).ShouldBeNull();
        Left("2016-01-01 12:00").Customer("again", "2025-01-01 12:00", c => c with { RelationshipMac = "r" }).Call("call", "2026-03-02 12:00").Finding("call", Rule).ShouldBeNull();
        Left("2016-01-01 12:00").Customer("other", "2014-01-01 12:00").Call("call", "2026-03-02 12:00").Finding("call", Rule).ShouldBeNull();
    }

    [Fact]
    public void of_two_relations_the_one_that_lasted_longest_counts() =>
        Expect(Left("2016-01-01 12:00").Left("second", "s", "2025-01-01 12:00"), "2026-03-02 12:00", null);

    [Fact]
    public void each_product_has_its_own_term() =>
        Expect(
            Left("2016-01-01 12:00", "gas").Left("second", "s", "2025-01-01 12:00", "electricity"), "2026-03-02 12:00", "relationship-too-old");

    [Fact]
    public void a_call_on_another_basis_is_not_judged_by_it() =>
        Left("2016-01-01 12:00").Grant("grant", "2026-02-01 12:00").Verified("verified", "2026-02-01 13:00", "grant").Call("call", "2026-03-02 12:00").Finding("call", Rule).ShouldBeNull();

    [Fact]
    public void a_breach_of_the_code_leaves_the_permission_as_it_is()
    {
        var judgement = Left("2016-01-01 12:00").Call("call", "2026-03-02 12:00").Judge("call");
        (judgement.Permission, judgement.Conduct).ShouldBe((PermissionConclusion.Shown, ConductConclusion.Breach));
    }

    [Theory]
    [InlineData("2021-06-30 23:59:59", false)]
    [InlineData("2021-07-01 00:00:00", true)]
    [InlineData("2026-06-30 23:59:59", true)]
    [InlineData("2026-07-01 00:00:00", false)]
    public void it_was_in_force_with_the_customer_basis(string start, bool applies) =>
        (Left("2021-01-01 12:00").Call("call", start, c => c with { ReliesOn = new(Basis.Customer) }).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Given Left(string at, params string[] products) => Given.Dossier().Left("left", "r", at, products);

    private static void Expect(Given given, string start, string? reason)
    {
        var finding = given.Call("call", start, c => c with { ReliesOn = new(Basis.Customer) }).Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "left", "call");
    }
}

public class RegisteredNumberTests
{
    private const string Rule = "CTM-NUMBER";

    [Fact]
    public void a_registered_number_is_met() => Shown("own").ShouldBeMet();

    [Fact]
    public void another_number_is_a_breach() => Shown("other").ShouldBeBreach("number-not-registered", "call", "numbers-zonkracht-2026-01-01 10:00");

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(null, true)]
    public void a_number_that_was_not_shown_is_not_one_that_was_registered(bool? shown, bool met)
    {
        var finding = Given.Dossier().Registered(Given.Principal, "2026-01-01 10:00", "own")
            .Call("call", "2026-09-01 10:00", c => c with { CallerNumberMac = "own", CallerIdShown = shown }).Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeUnproven("unknown", "call");
    }

    [Fact]
    public void a_caller_that_registered_no_number_may_show_none() =>
        Given.Dossier().Registered(Given.Principal, "2026-01-01 10:00").Call("call", "2026-09-01 10:00", c => c with { CallerNumberMac = "own" })
            .Finding("call", Rule).ShouldBeBreach("number-not-registered");

    [Fact]
    public void a_number_not_stated_is_unproven() => Shown(null).ShouldBeUnproven("unknown", "call");

    [Fact]
    public void a_number_is_registered_for_one_caller()
    {
        Given By(string party) => Given.Dossier().Registered(Given.Principal, "2026-01-01 10:00", "own").Registered("noord", "2026-01-01 10:00", "hers")
            .Call("call", "2026-09-01 10:00", c => c with { Party = party, CallerNumberMac = "hers" });
        By("noord").Finding("call", Rule).ShouldBeMet();
        By(Given.Principal).Finding("call", Rule).ShouldBeBreach("number-not-registered");
        By("zuid").Finding("call", Rule).ShouldBeUnproven("unknown");
    }

    [Theory]
    [InlineData("2026-08-31 23:59:59", "first", null)]
    [InlineData("2026-09-01 10:00:00", "first", null)]
    [InlineData("2026-09-01 10:00:01", "first", "number-not-registered")]
    [InlineData("2026-09-01 10:00:00", "second", "number-not-registered")]
    public void numbers_are_registered_from_the_instant_they_were_recorded(string start, string number, string? reason)
    {
        var finding = Given.Dossier().Registered(Given.Principal, "2026-01-01 10:00", "first").Registered(Given.Principal, "2026-09-01 10:00:01", "second")
            .Call("call", start, c => c with { CallerNumberMac = number }).Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason);
    }

    [Theory]
    [InlineData("2026-01-01 10:00:00", false)]
    [InlineData("2026-01-01 09:59:59", true)]
    public void which_were_registered_before_any_was_recorded_is_not_known(string start, bool unknown) =>
        (Given.Dossier().Registered(Given.Principal, "2026-01-01 10:00", "own").Call("call", start, c => c with { CallerNumberMac = "own" }).Finding("call", Rule)!.Reason == "unknown").ShouldBe(unknown);

    [Fact]
    public void numbers_recorded_later_than_what_is_known_do_not_exist() =>
        Given.Dossier().Registered(Given.Principal, "2026-01-01 10:00", "own").Call("call", "2025-12-01 10:00", c => c with { CallerNumberMac = "own" }).Recorded("2025-12-01 10:01")
            .KnownAt("2025-12-31 10:00").Finding("call", Rule).ShouldBeUnproven("unknown");

    [Theory]
    [InlineData("2024-10-14 23:59:59", false)]
    [InlineData("2024-10-15 00:00:00", true)]
    public void it_is_in_force_from_15_october_2024(string start, bool applies) => (Given.Dossier().Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Finding? Shown(string? number) =>
        Given.Dossier().Registered(Given.Principal, "2026-01-01 10:00", "own", "second").Call("call", "2026-09-01 10:00", c => c with { CallerNumberMac = number }).Finding("call", Rule);
}

public class EnergyCodeTests
{
    private const string Rule = "EN-2024";

    [Fact]
    public void confirmed_on_the_number_and_with_the_reason_stated_it_is_met() => Called().ShouldBeMet();

    [Theory]
    [InlineData(VerificationMethod.Phone, true, null)]
    [InlineData(VerificationMethod.Sms, false, "not-on-number")]
    [InlineData(VerificationMethod.Email, null, "not-on-number")]
    [InlineData(VerificationMethod.App, true, "not-on-number")]
    [InlineData(VerificationMethod.Letter, null, "not-on-number")]
    public void a_confirmation_counts_only_by_text_message_or_phone_on_the_number_called(VerificationMethod method, bool? same, string? reason)
    {
        var finding = Energy().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { Method = method, SameNumber = same })
            .Call("call", "2026-09-01 10:00", Made).Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "grant", "verified");
    }

    [Fact]
    public void a_number_not_stated_is_unproven() =>
        Energy().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant", v => v with { SameNumber = null }).Call("call", "2026-09-01 10:00", Made)
            .Finding("call", Rule).ShouldBeUnproven("unknown", "verified");

    [Theory]
    [InlineData("2026-09-01 09:59:59", true)]
    [InlineData("2026-09-01 10:00:00", false)]
    public void a_confirmation_at_the_very_instant_of_the_call_comes_too_late(string verifiedAt, bool met)
    {
        var finding = Energy().Grant("grant", "2026-08-20 12:00").Verified("verified", verifiedAt, "grant").Call("call", "2026-09-01 10:00", Made).Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach("not-on-number", "grant");
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "sale-not-recorded")]
    [InlineData(null, "unknown")]
    public void a_call_with_a_sale_is_recorded(bool? recorded, string? reason)
    {
        Check(Called(c => c with { SaleMade = true, Recorded = recorded }), reason);
        Check(Energy().With().Call("call", "2026-09-01 10:00", c => Made(c) with { Recorded = recorded }).Sold("sale", "2026-09-05 10:00").Finding("call", Rule), reason);
    }

    [Fact]
    public void a_call_without_a_sale_need_not_be_recorded() => Called(c => c with { Recorded = false }).ShouldBeMet();

    [Theory]
    [InlineData(false, "reason-not-stated")]
    [InlineData(null, "unknown")]
    public void the_reason_for_the_call_is_stated_at_the_start(bool? stated, string reason) => Check(Called(c => c with { Opening = new(ReasonStated: stated) }), reason);

    [Fact]
    public void no_opening_on_record_is_unproven() => Called(c => c with { Opening = null }).ShouldBeUnproven("unknown");

    [Fact]
    public void an_attempt_that_is_no_conversation_is_judged_on_the_number_alone() => Called(c => c with { Outcome = CallOutcome.NoAnswer, Opening = null }).ShouldBeMet();

    [Fact]
    public void a_call_that_was_not_made_is_judged_on_the_number_alone()
    {
        Energy().With().Imagine(Given.ACall("imagined", "2026-09-01 10:00")).Of(Rule).ShouldBeMet();
        Energy().Grant("grant", "2026-08-01 12:00").Imagine(Given.ACall("imagined", "2026-09-01 10:00")).Of(Rule).ShouldBeBreach("not-on-number");
    }

    [Fact]
    public void it_is_about_principals_with_the_preset_for_energy() =>
        Given.ValidConsent().Policy("2020-01-01", p => p with { Preset = PolicyPreset.Publisher }).Call("call", "2026-09-01 10:00", Made).Finding("call", Rule).ShouldBeNull();

    [Theory]
    [InlineData("2023-12-31 23:59:59", false)]
    [InlineData("2024-01-01 00:00:00", true)]
    public void it_is_in_force_from_1_january_2024(string start, bool applies) => (Energy().Call("call", start, Made).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Given Energy() => Given.Dossier().Policy("2020-01-01", p => p with { Preset = PolicyPreset.Energy });

    private static CallAttempted Made(CallAttempted call) => call with { Opening = new(ReasonStated: true) };

    private static Finding? Called(Func<CallAttempted, CallAttempted>? but = null) =>
        Energy().With().Call("call", "2026-09-01 10:00", c => (but ?? (x => x))(Made(c))).Finding("call", Rule);

    private static void Check(Finding? finding, string? reason)
    {
        if (reason is null)
            finding.ShouldBeMet();
        else if (reason == "unknown")
            finding.ShouldBeUnproven(reason, "call");
        else
            finding.ShouldBeBreach(reason, "call");
    }
}

file static class Histories
{
    public static Given With(this Given given) => given.Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant");

    public static Given Left(this Given given, string name, string relationship, string at, params string[] products) => given.Add(name, new RelationshipEnded
    {
        OccurredAt = Given.At(at),
        Party = Given.Principal,
        UploadedBy = Given.Principal,
        RefMac = name,
        RelationshipMac = relationship,
        As = RelationshipRole.Customer,
        Products = products.Length == 0 ? ["electricity", "gas"] : products,
        NoticeAtCollection = true,
    });
}
