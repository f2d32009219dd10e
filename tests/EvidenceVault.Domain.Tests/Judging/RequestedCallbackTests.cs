using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class RequestedCallbackTests
{
    private const string Rule = "CALLBACK-REQUESTED";

    [Fact]
    public void a_proven_request_for_this_call_is_met()
    {
        var judgement = Asked().Call("call", "2026-09-01 10:00").Judge("call");
        judgement.Of(Rule).ShouldBeMet();
        judgement.Of(Rule)!.Because.ShouldBe([Given.Id("please"), Given.Id("x-please")]);
        (judgement.Permission, judgement.Basis, judgement.Proof).ShouldBe((PermissionConclusion.Shown, Basis.Callback, ProofGrade.Contemporaneous));
    }

    [Fact]
    public void no_request_is_a_breach() => Given.Dossier().Called().ShouldBeBreach("no-request", "call");

    [Theory]
    [InlineData("2026-09-01 09:59:59", true)]
    [InlineData("2026-09-01 10:00:00", false)]
    [InlineData("2026-09-01 10:00:01", false)]
    public void a_request_at_the_very_instant_of_the_call_is_none(string askedAt, bool met) => Expect(Given.Dossier().Callback("please", askedAt).Called(), met, "no-request");

    [Theory]
    [InlineData("2026-08-25 10:00", "2026-09-08 10:00:00", true)]
    [InlineData("2026-08-25 10:00", "2026-09-08 10:00:01", false)]
    [InlineData("2026-03-15 02:30", "2026-03-29 03:30:00", true)]
    [InlineData("2026-03-15 02:30", "2026-03-29 03:30:01", false)]
    [InlineData("2026-10-11 10:00", "2026-10-25 10:00:00", true)]
    [InlineData("2026-10-11 10:00", "2026-10-25 10:00:01", false)]
    [InlineData("2028-02-15 12:00", "2028-02-29 12:00:00", true)]
    [InlineData("2028-02-15 12:00", "2028-02-29 12:00:01", false)]
    public void its_term_is_fourteen_days_on_the_local_clock_and_its_last_instant_inside(string askedAt, string start, bool met) =>
        Expect(Given.Dossier().Callback("please", askedAt).Called(start), met, "request-too-old");

    [Theory]
    [InlineData("2026-09-30 12:00:00", true)]
    [InlineData("2026-09-30 12:00:01", false)]
    public void a_term_of_months_is_clipped_at_the_end_of_one(string start, bool met) =>
        Expect(Given.Dossier().Policy("2026-01-01", p => p with { CallbackTerm = Period.FromMonths(1) }).Callback("please", "2026-08-31 12:00").Called(start), met, "request-too-old");

    [Fact]
    public void a_request_about_other_products_is_a_breach()
    {
        Asked(c => c with { Products = ["electricity"] }).Called().ShouldBeBreach("other-product", "please");
        Asked(c => c with { Products = ["electricity", "gas", "solar"] }).Called().ShouldBeMet();
    }

    [Fact]
    public void a_call_about_no_known_product_is_unproven() => Asked().Called(but: c => c with { Campaign = null }).ShouldBeUnproven("products-unknown", "please");

    [Theory]
    [InlineData(CallOutcome.Answered, true)]
    [InlineData(CallOutcome.WrongPerson, true)]
    [InlineData(CallOutcome.NoAnswer, false)]
    [InlineData(CallOutcome.Voicemail, false)]
    [InlineData(CallOutcome.Dropped, false)]
    public void one_conversation_uses_it_up_and_an_attempt_does_not(CallOutcome outcome, bool isUsedUp) =>
        Expect(Asked().Call("first", "2026-08-31 10:00", c => c with { Outcome = outcome }).Called(), !isUsedUp, "already-called-back", "please", "first");

    [Fact]
    public void a_conversation_about_something_else_or_before_it_does_not()
    {
        Asked().Call("first", "2026-08-31 10:00", c => c with { Products = ["solar"] }).Called().ShouldBeMet();
        Asked().Call("first", "2026-08-31 10:00", c => c with { Campaign = null }).Called().ShouldBeBreach("already-called-back", "first");
        Asked().Call("first", "2026-08-25 10:00").Called().ShouldBeMet();
        Asked().Call("first", "2026-08-25 10:00:01").Called().ShouldBeBreach("already-called-back", "first");
        Asked().Call("first", "2026-09-01 10:00").Called().ShouldBeMet();
        Asked().Inbound("inbound", "2026-08-31 10:00").Called().ShouldBeMet();
    }

    [Fact]
    public void a_second_request_asks_for_a_second_call() =>
        Asked().Call("first", "2026-08-31 10:00").Callback("again", "2026-08-31 12:00").Called().ShouldBeMet();

    [Fact]
    public void but_the_one_named_is_judged() =>
        Asked().Call("first", "2026-08-31 10:00").Callback("again", "2026-08-31 12:00")
            .Called(but: c => c with { ReliesOn = new(Basis.Callback, Given.Ref("please")) }).ShouldBeBreach("already-called-back", "please");

    [Theory]
    [InlineData(CallbackRoute.Contest)]
    [InlineData(CallbackRoute.Survey)]
    public void a_contest_or_a_survey_is_no_request(CallbackRoute via) => Asked(c => c with { Via = via }).Called().ShouldBeBreach("contest-is-no-request", "please");

    [Fact]
    public void without_an_exhibit_it_is_unproven()
    {
        Asked().WithoutExhibit("x-please").Called().ShouldBeUnproven("request-unproven", "please");
        Asked().WithoutExhibit("x-please").Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Callback) }).Judge("call").Proof.ShouldBe(ProofGrade.Declared);
    }

    [Fact]
    public void one_made_on_the_phone_must_have_been_made_in_an_inbound_call_or_one_shown_to_be_permitted()
    {
        Given On(Given given, string? call) => given.Callback("please", "2026-08-25 10:00", c => c with { Via = CallbackRoute.Phone, Call = call is null ? null : Given.Ref(call) });
        On(Given.Dossier().Inbound("source", "2026-08-25 09:55"), "source").Called().ShouldBeMet();
        On(Given.Dossier().Inbound("source", "2026-08-25 09:55").WithoutExhibit("x-source"), "source").Called().ShouldBeUnproven("request-unproven", "please", "source");
        On(Given.ValidConsent().Call("source", "2026-08-25 09:55"), "source").Called().ShouldBeMet();
        On(Given.Dossier().Call("source", "2026-08-25 09:55"), "source").Called().ShouldBeBreach("no-request", "please", "source");
        On(Given.ValidConsent().WithoutExhibit("x-grant").Call("source", "2026-08-25 09:55"), "source").Called().ShouldBeUnproven("request-unproven");
        On(Given.Dossier(), null).Called().ShouldBeUnproven("request-unproven");
        On(Given.Dossier(), "still to come").Called().ShouldBeUnproven("request-unproven");
        On(Given.Dossier().Inbound("source", "2026-08-25 10:01"), "source").Called().ShouldBeUnproven("request-unproven");
    }

    [Fact]
    public void one_recorded_only_after_a_complaint_is_unproven_where_there_is_no_other()
    {
        var late = Given.Dossier().Complained("angry", "2026-08-26 10:00").Callback("please", "2026-08-25 10:00").Recorded("2026-08-27 10:00");
        late.Call("call", "2026-09-01 10:00", c => c with { ReliesOn = new(Basis.Callback) }).Finding("call", Rule).ShouldBeUnproven("recorded-after-dispute", "please", "angry");
        late.Callback("sound", "2026-08-25 11:00").Finding("call", Rule).ShouldBeMet();
    }

    [Theory]
    [InlineData("2021-06-30 23:59", false)]
    [InlineData("2021-07-01 00:00", true)]
    public void it_is_in_force_from_1_july_2021(string start, bool applies) => (Given.Dossier().Called(start) is not null).ShouldBe(applies);

    [Fact]
    public void the_outcome_holds_until_its_term_ends()
    {
        Asked().Imagine(Given.ACall("imagined", "2026-09-01 10:00")).ChangesAt.ShouldBe(Given.At("2026-09-08 10:00"));
        Asked().Objected("no", "2026-08-20 10:00").Customer("customer", "2020-01-01 10:00").Imagine(Given.ACall("imagined", "2026-09-01 10:00") with { ReliesOn = new(Basis.Callback) })
            .ChangesAt.ShouldBe(Given.At("2026-09-08 10:00"));
    }

    private static Given Asked(Func<CallbackRequested, CallbackRequested>? but = null) => Given.Dossier().Callback("please", "2026-08-25 10:00", but);

    private static void Expect(Finding? finding, bool met, string reason, params string[] because)
    {
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, because);
    }
}

file static class Calling
{
    public static Finding? Called(this Given given, string start = "2026-09-01 10:00", Func<CallAttempted, CallAttempted>? but = null) =>
        given.Call("call", start, c => (but ?? (x => x))(c with { ReliesOn = new(Basis.Callback) })).Finding("call", "CALLBACK-REQUESTED");
}
