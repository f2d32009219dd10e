using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Tests;

public class NoCallAfterWithdrawalTests
{
    private const string Rule = "TW-11.7-WITHDRAWN";

    [Fact]
    public void without_any_no_it_is_met() => Given.ValidConsent().Finding().ShouldBeMet();

    [Fact]
    public void a_call_after_an_objection_is_a_breach_with_the_hours_between()
    {
        var finding = Given.ValidConsent().Objected("no", "2026-08-31 08:30").Finding();
        finding.ShouldBeBreach("called-after-objection", "no");
        finding!.Parameters.ShouldBe([new FindingParameter("hours", "25")]);
        FindingTexts.Explain(finding).Nl.ShouldContain("25 uur");
        FindingTexts.Explain(finding).En.ShouldContain("25 hours");
    }

    [Theory]
    [InlineData("2026-09-01 09:59:59", false)]
    [InlineData("2026-09-01 10:00:00", false)]
    [InlineData("2026-09-01 10:00:01", true)]
    public void an_objection_at_the_very_instant_of_the_call_counts(string objectedAt, bool met) =>
        (Given.ValidConsent().Objected("no", objectedAt).Finding()!.Result == FindingResult.Met).ShouldBe(met);

    [Fact]
    public void a_withdrawal_counts_whatever_the_basis() =>
        Given.Dossier().Customer("customer", "2020-01-01 12:00").Withdrawn("no", "2026-05-01 12:00")
            .Call("call", "2026-06-01 10:00", c => c with { ReliesOn = new(Basis.Customer) }).Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);

    [Fact]
    public void an_objection_limited_to_products_leaves_the_others()
    {
        Given.ValidConsent().Objected("no", "2026-08-10 10:00", null, "gas")
            .Call("call", "2026-09-01 10:00", c => c with { Products = ["electricity"] }).Finding("call", Rule).ShouldBeMet();
        Given.ValidConsent().Objected("no", "2026-08-10 10:00", null, "gas")
            .Call("call", "2026-09-01 10:00", c => c with { Products = ["electricity", "gas"] }).Finding("call", Rule).ShouldBeBreach("called-after-objection");
    }

    [Fact]
    public void a_withdrawal_limited_to_one_consent_leaves_calls_on_another() =>
        Given.ValidConsent().Grant("other", "2026-08-05 12:00").Withdrawn("no", "2026-08-10 10:00", "other").Finding().ShouldBeMet();

    [Fact]
    public void a_withdrawal_of_the_consent_relied_on_counts() =>
        Given.ValidConsent().Withdrawn("no", "2026-08-10 10:00", "grant").Finding().ShouldBeBreach("called-after-objection", "no");

    [Fact]
    public void a_withdrawal_that_names_a_consent_ends_it_even_where_it_is_dated_before_it()
    {
        var judgement = Given.ValidConsent().Withdrawn("no", "2026-07-31 10:00", "grant").Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeBreach("called-after-objection", "no");
        judgement.Of("TW-11.7-CONSENT").ShouldBeBreach("withdrawn", "grant", "no");
    }

    [Fact]
    public void a_consent_that_nobody_withdrew_is_taken_before_such_a_one() =>
        Given.Dossier().Grant("sound", "2026-07-30 12:00").Verified("first", "2026-07-30 13:00", "sound")
            .Grant("later", "2026-08-01 12:00").Verified("second", "2026-08-02 12:00", "later").Withdrawn("no", "2026-07-31 10:00", "later")
            .Call("call", "2026-09-01 10:00").Judge("call").ShouldSatisfyAllConditions(
                j => j.Consent.ShouldBe(Given.Id("sound")), j => j.Permission.ShouldBe(PermissionConclusion.Shown));

    [Fact]
    public void a_withdrawal_of_a_consent_that_is_not_known_counts_for_all() =>
        Given.ValidConsent().Withdrawn("no", "2026-08-10 10:00", "still to come").Finding().ShouldBeBreach("called-after-objection", "no");

    [Fact]
    public void an_objection_made_in_the_call_itself_does_not_count_against_it()
    {
        Given.ValidConsent().Objected("no", "2026-09-01 10:00", "call").Finding().ShouldBeMet();
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Outcome = CallOutcome.StoppedVulnerable }).Finding("call", Rule).ShouldBeMet();
    }

    [Fact]
    public void a_call_stopped_because_the_person_is_vulnerable_counts_for_the_next() =>
        Given.ValidConsent().Call("stopped", "2026-08-20 10:00", c => c with { Outcome = CallOutcome.StoppedVulnerable }).Finding().ShouldBeBreach("called-after-objection", "stopped");

    [Fact]
    public void a_later_consent_that_meets_every_rule_lifts_it() =>
        Given.Dossier().Objected("no", "2026-07-01 10:00").Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant").Finding().ShouldBeMet();

    [Fact]
    public void a_later_consent_that_fails_a_rule_does_not() =>
        Given.Dossier().Objected("no", "2026-07-01 10:00").Grant("grant", "2026-08-01 12:00").Finding().ShouldBeBreach("called-after-objection");

    [Fact]
    public void a_consent_of_the_same_instant_does_not() =>
        Given.ValidConsent().Objected("no", "2026-08-01 12:00").Finding().ShouldBeBreach("called-after-objection");

    [Fact]
    public void a_later_consent_for_other_products_does_not() =>
        Given.Dossier().Objected("no", "2026-07-01 10:00").Grant("grant", "2026-08-01 12:00", g => g with { Products = ["gas"] })
            .Verified("verified", "2026-08-02 12:00", "grant").Finding().ShouldBeBreach("called-after-objection");

    [Fact]
    public void a_later_relationship_does_not() =>
        Given.Dossier().Objected("no", "2026-01-01 10:00").Customer("customer", "2026-02-01 12:00")
            .Call("call", "2026-06-01 10:00", c => c with { ReliesOn = new(Basis.Customer) }).Finding("call", Rule).ShouldBeBreach("called-after-objection");

    [Fact]
    public void a_correction_does_not()
    {
        Given.ValidConsent().Withdrawn("no", "2026-08-10 10:00").Correction("moved", "2026-08-11 10:00", "no", null, CorrectionMove.Away)
            .Finding().ShouldBeBreach("called-after-objection", "no");
        Given.ValidConsent().Withdrawn("no", "2026-08-10 10:00").Correction("later", "2026-08-11 10:00", "no", Given.AWithdrawal("later", "2026-09-02 10:00"))
            .Finding().ShouldBeBreach("called-after-objection", "no");
    }

    [Fact]
    public void a_later_proven_callback_request_lifts_it_for_that_one_call()
    {
        Given Asked() => Given.Dossier().Objected("no", "2026-08-20 10:00").Callback("please", "2026-08-25 10:00");
        Asked().Finding().ShouldBeMet();
        Asked().Call("first", "2026-08-31 10:00").Finding().ShouldBeBreach("called-after-objection");
        Asked().Call("first", "2026-08-31 10:00", c => c with { Outcome = CallOutcome.NoAnswer }).Finding().ShouldBeMet();
        Asked().WithoutExhibit("x-please").Finding().ShouldBeBreach("called-after-objection");
        Asked().Call("call", "2026-09-08 10:00:01").Finding("call", Rule).ShouldBeBreach("called-after-objection");
        Asked().Call("call", "2026-09-08 10:00").Finding("call", Rule).ShouldBeMet();
        Asked().Call("call", "2026-09-01 10:00", c => c with { Products = ["solar"] }).Finding("call", Rule).ShouldBeBreach("called-after-objection");
    }

    [Fact]
    public void a_request_handed_in_after_the_dispute_leaves_it_unproven()
    {
        Given Asked(string recordedAt) => Given.Dossier().Objected("no", "2026-08-20 10:00").Recorded("2026-08-26 10:00").Callback("please", "2026-08-25 10:00").Recorded(recordedAt);
        Asked("2026-08-26 10:00:00").Finding().ShouldBeMet();
        Asked("2026-08-26 10:00:01").Finding().ShouldBeUnproven("recorded-after-dispute", "please", "no");
        var complained = Given.Dossier().Objected("no", "2026-08-20 10:00").Complained("angry", "2026-09-02 10:00").Callback("please", "2026-08-25 10:00").Recorded("2026-09-03 10:00");
        complained.Finding().ShouldBeUnproven("recorded-after-dispute", "please", "angry");
        complained.Callback("sound", "2026-08-25 11:00").Finding("call", Rule).ShouldBeMet();
    }

    [Theory]
    [InlineData("2026-06-01 10:00:00", ProofGrade.Contemporaneous)]
    [InlineData("2026-06-01 10:00:01", ProofGrade.Afterwards)]
    public void what_lifts_it_is_named_and_the_proof_rests_on_it(string recordedAt, ProofGrade grade)
    {
        var judgement = Given.Dossier().Customer("customer", "2020-01-01 10:00").Objected("no", "2026-05-20 10:00").Callback("please", "2026-05-25 10:00").Recorded(recordedAt)
            .Call("call", "2026-06-01 10:00", c => c with { ReliesOn = new(Basis.Customer) }).Judge("call");
        (judgement.Permission, judgement.Basis, judgement.Proof).ShouldBe((PermissionConclusion.Shown, Basis.Customer, grade));
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("please"), Given.Id("x-please")]);
    }

    [Fact]
    public void a_consent_that_lifts_it_is_named_too()
    {
        var judgement = Given.Dossier().Objected("no", "2026-07-01 10:00").Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-02 12:00", "grant")
            .Grant("later", "2026-08-03 12:00").Verified("again", "2026-08-04 12:00", "later")
            .Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Consent, Given.Ref("later")) }).Judge("call");
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("later")]);
        judgement.Proof.ShouldBe(ProofGrade.Contemporaneous);
    }

    [Theory]
    [InlineData(CallbackRoute.Contest)]
    [InlineData(CallbackRoute.Survey)]
    [InlineData(CallbackRoute.Phone)]
    public void what_is_no_request_does_not(CallbackRoute via) =>
        Given.Dossier().Objected("no", "2026-08-20 10:00").Callback("please", "2026-08-25 10:00", c => c with { Via = via }).Finding().ShouldBeBreach("called-after-objection");

    [Fact]
    public void a_request_in_a_call_that_was_inbound_does()
    {
        Given Asked() => Given.Dossier().Objected("no", "2026-08-20 10:00").Inbound("inbound", "2026-08-25 09:55")
            .Callback("please", "2026-08-25 10:00", c => c with { Via = CallbackRoute.Phone, Call = Given.Ref("inbound") });
        Asked().Finding().ShouldBeMet();
        Asked().WithoutExhibit("x-inbound").Finding().ShouldBeBreach("called-after-objection");
    }

    [Theory]
    [InlineData("2026-09-01 09:59:59", false)]
    [InlineData("2026-09-01 10:00:00", true)]
    public void an_objection_from_before_a_call_was_not_made_in_it_whatever_is_said(string objectedAt, bool met) =>
        (Given.ValidConsent().Objected("no", objectedAt, "call").Finding()!.Result == FindingResult.Met).ShouldBe(met);

    [Fact]
    public void a_call_stopped_because_the_person_is_vulnerable_and_moved_later_does_not_count_against_itself() =>
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { Outcome = CallOutcome.StoppedVulnerable })
            .Correction("fix", "2026-09-01 11:00", "call", Given.ACall("call", "2026-09-01 10:30") with { Outcome = CallOutcome.StoppedVulnerable })
            .Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void a_later_consent_lifts_it_for_a_machine_only_where_its_wording_names_machines()
    {
        Finding? Called(params CallMeans[] named) => Given.Dossier().Objected("no", "2026-07-01 10:00").InBook(Given.AWording() with { Ref = "w2", Means = named })
            .Grant("grant", "2026-08-01 12:00", g => g with { Wording = "w2" }).Verified("verified", "2026-08-02 12:00", "grant")
            .Call("call", "2026-09-01 10:00", c => c with { Means = CallMeans.Automatic }).Finding("call", Rule);
        Called(CallMeans.Human, CallMeans.Automatic).ShouldBeMet();
        Called(CallMeans.Human).ShouldBeBreach("called-after-objection");
    }

    [Fact]
    public void a_legal_person_that_objected_is_called_no_more_either() =>
        Given.Dossier().Objected("no", "2026-08-01 10:00")
            .Call("call", "2026-09-01 10:00", c => c with { Person = new(PersonKind.LegalPerson, "bv", Given.At("2026-08-31 10:00")) }).Judge("call")
            .Permission.ShouldBe(PermissionConclusion.NotShown);

    [Fact]
    public void it_counts_for_machines_too() =>
        Given.ValidConsent().Objected("no", "2026-08-10 10:00")
            .Call("call", "2026-09-01 10:00", c => c with { Means = CallMeans.Automatic }).Judge("call").Permission.ShouldBe(PermissionConclusion.NotShown);

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) =>
        (Given.Dossier().Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    [Fact]
    public void a_service_call_may_still_be_made() =>
        Given.Dossier().Objected("no", "2026-08-10 10:00")
            .Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Service, OfferMade = false }).Finding("call", Rule).ShouldBeNull();

    [Fact]
    public void where_an_offer_is_unknown_it_is_unproven() =>
        Given.Dossier().Objected("no", "2026-08-10 10:00")
            .Call("call", "2026-09-01 10:00", c => c with { Nature = CallNature.Service }).Finding("call", Rule).ShouldBeUnproven("offer-unknown", "no");
}

file static class Calling
{
    public static Finding? Finding(this Given given) => given.Call("call", "2026-09-01 10:00").Finding("call", "TW-11.7-WITHDRAWN");
}
