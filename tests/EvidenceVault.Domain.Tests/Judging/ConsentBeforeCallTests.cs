using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class ConsentBeforeCallTests
{
    private const string Rule = "TW-11.7-CONSENT";

    [Fact]
    public void consent_before_the_call_with_wording_and_capture_is_met()
    {
        var judgement = Given.ValidConsent().Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Permission.ShouldBe(PermissionConclusion.Shown);
        judgement.Basis.ShouldBe(Basis.Consent);
        judgement.Consent.ShouldBe(Given.Id("grant"));
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("grant"), Given.Id("x-grant"), Given.Id(Given.Wording)]);
    }

    [Fact]
    public void a_call_without_any_consent_is_a_breach()
    {
        var judgement = Given.Dossier().Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeBreach("no-grant", "call");
        judgement.Permission.ShouldBe(PermissionConclusion.NotShown);
        judgement.Basis.ShouldBeNull();
        judgement.Proof.ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-09-01 09:59:59", "withdrawn")]
    [InlineData("2026-09-01 10:00:00", "withdrawn")]
    [InlineData("2026-09-01 10:00:01", null)]
    public void a_withdrawal_counts_up_to_the_very_instant_of_the_call(string withdrawnAt, string? reason) =>
        Expect(Given.ValidConsent().Withdrawn("no", withdrawnAt, "grant").Call("call", "2026-09-01 10:00"), reason);

    [Fact]
    public void a_withdrawal_before_the_consent_does_not_end_it() =>
        Given.Dossier().Withdrawn("no", "2026-07-01 10:00").Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant")
            .Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void a_withdrawal_at_the_instant_of_the_consent_ends_it() =>
        Given.ValidConsent().Withdrawn("no", "2026-08-01 12:00").Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("withdrawn", "grant", "no");

    [Fact]
    public void a_withdrawal_of_another_product_leaves_the_consent() =>
        Given.ValidConsent().Withdrawn("no", "2026-08-10 10:00", null, "gas")
            .Call("call", "2026-09-01 10:00", c => c with { Products = ["electricity"] }).Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void a_withdrawal_of_another_consent_leaves_this_one() =>
        Given.ValidConsent().Grant("other", "2026-08-05 12:00").Withdrawn("no", "2026-08-10 10:00", "other")
            .Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeMet();

    [Theory]
    [InlineData("2026-09-01 10:00:00", null)]
    [InlineData("2026-09-01 10:00:01", "expired")]
    public void a_term_told_includes_its_last_instant(string start, string? reason) =>
        Expect(Valid(g => g with { ValidUntil = Given.At("2026-09-01 10:00") }).Call("call", start), reason);

    [Theory]
    [InlineData("2026-02-28 12:00:00", null)]
    [InlineData("2026-02-28 12:00:01", "expired")]
    public void a_term_from_31_august_of_six_months_ends_on_the_last_of_february(string start, string? reason) =>
        Expect(Worded("2025-08-31 12:00", Period.FromMonths(6)).Call("call", start), reason);

    [Theory]
    [InlineData("2028-02-29 12:00:00", null)]
    [InlineData("2028-02-29 12:00:01", "expired")]
    public void in_a_leap_year_that_is_29_february(string start, string? reason) =>
        Expect(Worded("2027-08-31 12:00", Period.FromMonths(6)).Call("call", start), reason);

    [Theory]
    [InlineData("2026-11-01 12:00:00", null)]
    [InlineData("2026-11-01 12:00:01", "expired")]
    public void a_term_over_the_end_of_summer_time_keeps_the_local_time(string start, string? reason) =>
        Expect(Worded("2026-10-01 12:00", Period.FromMonths(1)).Call("call", start), reason);

    [Fact]
    public void of_a_term_told_by_the_grant_and_one_by_the_wording_the_earlier_counts() =>
        Given.Dossier().InBook(Given.AWording() with { ConsentTerm = Period.FromMonths(1) })
            .Grant("grant", "2026-08-01 12:00", g => g with { ValidUntil = Given.At("2027-08-01 12:00") }).Verified("verified", "2026-08-02 12:00", "grant")
            .Call("call", "2026-09-02 10:00").Finding("call", Rule).ShouldBeBreach("expired");

    [Theory]
    [InlineData("electricity", null)]
    [InlineData("solar", "out-of-scope")]
    public void every_product_of_the_call_must_be_covered(string product, string? reason) =>
        Expect(Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Products = ["gas", product] }), reason);

    [Fact]
    public void where_the_call_names_no_products_those_of_the_campaign_count() =>
        Valid(g => g with { Products = ["gas"] }).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("out-of-scope");

    [Fact]
    public void what_the_wording_does_not_name_is_not_covered() =>
        Given.ValidConsent().InBook(Given.AWording() with { Products = ["gas"] }).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("out-of-scope");

    [Fact]
    public void a_call_about_no_known_product_is_unproven() =>
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Campaign = null }).Finding("call", Rule).ShouldBeUnproven("products-unknown");

    [Fact]
    public void consent_for_e_mail_carries_no_call() =>
        Valid(g => g with { Channel = ConsentChannel.Email }).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("other-channel");

    [Theory]
    [InlineData("2026-09-01 09:59:59", null)]
    [InlineData("2026-09-01 10:00:00", "granted-after-call")]
    [InlineData("2026-09-01 10:00:01", "granted-after-call")]
    public void consent_at_the_very_instant_of_the_call_is_too_late(string grantedAt, string? reason) =>
        Expect(Given.Dossier().Grant("grant", grantedAt).Call("call", "2026-09-01 10:00"), reason);

    [Fact]
    public void consent_obtained_in_an_unpermitted_call_carries_nothing() =>
        Given.Dossier().Call("first", "2026-08-01 11:55")
            .Grant("grant", "2026-08-01 12:00", g => g with { Call = Given.Ref("first") }).Verified("verified", "2026-08-02 12:00", "grant")
            .Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeBreach("granted-in-unpermitted-call", "grant", "first");

    [Fact]
    public void consent_obtained_in_a_permitted_call_carries_the_next() =>
        Given.ValidConsent().Call("first", "2026-08-10 11:55")
            .Grant("second", "2026-08-10 12:00", g => g with { Call = Given.Ref("first") }).Verified("again", "2026-08-11 12:00", "second")
            .Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Consent, Given.Ref("second")) }).Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void consent_obtained_in_an_inbound_call_carries_the_next() =>
        Given.Dossier().Call("first", "2026-08-01 11:55", c => c with { Direction = CallDirection.Inbound })
            .Grant("grant", "2026-08-01 12:00", g => g with { Call = Given.Ref("first") }).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void calls_and_consents_that_refer_to_each_other_end() =>
        Given.Dossier().Call("one", "2026-08-01 11:00").Call("two", "2026-08-03 11:00")
            .Grant("a", "2026-08-02 12:00", g => g with { Call = Given.Ref("two") }).Grant("b", "2026-08-01 12:00", g => g with { Call = Given.Ref("one") })
            .Judge("two").Permission.ShouldBe(PermissionConclusion.NotShown);

    [Fact]
    public void without_a_filed_wording_it_is_unproven() =>
        Valid(g => g with { Wording = "unfiled" }).Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("capture-missing", "grant", "x-grant");

    [Fact]
    public void without_an_exhibit_it_is_unproven()
    {
        var judgement = Given.ValidConsent().WithoutExhibit("x-grant").Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeUnproven("capture-missing", "grant");
        judgement.Permission.ShouldBe(PermissionConclusion.Unproven);
        judgement.Proof.ShouldBe(ProofGrade.Declared);
    }

    [Fact]
    public void an_awaited_exhibit_is_no_evidence() =>
        Given.ValidConsent().Exhibit("x-grant", "2026-08-01 12:00", e => e, stored: false)
            .Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("capture-missing");

    [Fact]
    public void an_exhibit_of_somebody_else_is_no_evidence() =>
        Given.ValidConsent().Exhibit("x-grant", "2026-08-01 12:00", e => e with { Consumer = Given.Id("somebody else") })
            .Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("capture-missing");

    [Fact]
    public void an_exhibit_that_names_the_consent_need_not_be_cited() =>
        Valid(g => g with { Exhibits = null }).Exhibit("x-grant", "2026-08-01 12:00", e => e with { Consent = new FactRef(Given.Id("grant")) })
            .Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void a_call_detail_record_is_no_act_of_the_person() =>
        Given.ValidConsent().Exhibit("x-grant", "2026-08-01 12:00", e => e with { Kind = ExhibitKind.CallDetailRecord })
            .Call("call", "2026-09-01 10:00").Finding("call", Rule).ShouldBeUnproven("capture-missing");

    [Theory]
    [InlineData("2027-08-01 12:00:00", null)]
    [InlineData("2027-08-01 12:00:01", "stale")]
    public void without_a_term_told_the_policys_term_makes_it_stale(string start, string? reason) =>
        Expect(Given.ValidConsent().Call("call", start), reason, unproven: true);

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_the_local_day_1_july_2021(string start, bool applies) =>
        (Given.Dossier().Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    [Fact]
    public void it_does_not_apply_to_legal_persons_inbound_calls_or_machines()
    {
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) }).Finding("call", Rule).ShouldBeNull();
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Direction = CallDirection.Inbound }).Finding("call", Rule).ShouldBeNull();
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Means = CallMeans.AiAgent }).Finding("call", Rule).ShouldBeNull();
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Service, OfferMade = false }).Finding("call", Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData(PersonKind.Unknown, null)]
    [InlineData(PersonKind.Private, null)]
    [InlineData(PersonKind.SoleTrader, null)]
    [InlineData(PersonKind.Partnership, null)]
    [InlineData(PersonKind.LegalPerson, "eenmanszaak")]
    [InlineData(PersonKind.LegalPerson, "bv")]
    [InlineData(PersonKind.LegalPerson, null)]
    public void it_applies_to_every_natural_person(PersonKind kind, string? form) =>
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Person = new(kind, form) }).Finding("call", Rule).ShouldBeBreach("no-grant");

    [Theory]
    [InlineData(CallNature.Charitable)]
    [InlineData(CallNature.Ideological)]
    public void it_applies_to_charitable_and_ideological_calls(CallNature nature) =>
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Nature = nature }).Finding("call", Rule).ShouldBeBreach("no-grant");

    [Theory]
    [InlineData(CallOutcome.NoAnswer)]
    [InlineData(CallOutcome.Dropped)]
    [InlineData(CallOutcome.Voicemail)]
    public void it_applies_to_attempts(CallOutcome outcome) =>
        Given.Dossier().Call("call", "2026-09-01 10:00", c => c with { Outcome = outcome }).Finding("call", Rule).ShouldBeBreach("no-grant");

    private static Given Valid(Func<ConsentGranted, ConsentGranted> but) =>
        Given.Dossier().Grant("grant", "2026-08-01 12:00", but).Verified("verified", "2026-08-02 12:00", "grant");

    private static Given Worded(string grantedAt, Period term) =>
        Given.Dossier().InBook(Given.AWording() with { ConsentTerm = term }).Grant("grant", grantedAt);

    private static void Expect(Given given, string? reason, bool unproven = false)
    {
        var finding = given.Finding("call", Rule);
        if (reason is null)
            finding.ShouldBeMet();
        else if (unproven)
            finding.ShouldBeUnproven(reason);
        else
            finding.ShouldBeBreach(reason);
    }
}
