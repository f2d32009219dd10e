using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class ConsentStatesTests
{
    [Fact]
    public void a_confirmed_consent_inside_its_term_is_active()
    {
        var state = State(Given.ValidConsent(), "2026-09-01 10:00");
        state.State.ShouldBe(ConsentStanding.Active);
        state.EventId.ShouldBe(Given.Id("grant"));
        state.GrantedAt.ShouldBe(Given.At("2026-08-01 12:00"));
        state.VerifiedAt.ShouldBe(Given.At("2026-08-02 12:00"));
        state.WithdrawnAt.ShouldBeNull();
        state.ValidUntil.ShouldBe(Given.At("2027-08-01 12:00"));
        state.ChangesAt.ShouldBe(state.ValidUntil);
    }

    [Theory]
    [InlineData("2026-08-15 12:00:00", ConsentStanding.Unverified)]
    [InlineData("2026-08-15 12:00:01", ConsentStanding.Lapsed)]
    public void an_unconfirmed_consent_lapses_after_the_deadline(string at, ConsentStanding standing)
    {
        var state = State(Given.Dossier().Grant("grant", "2026-08-01 12:00"), at);
        state.State.ShouldBe(standing);
        state.EndsAt.ShouldBe(Given.At("2026-08-15 12:00"));
        state.ChangesAt.ShouldBe(standing == ConsentStanding.Unverified ? state.EndsAt : state.ValidUntil);
    }

    [Fact]
    public void a_request_starts_the_deadline() =>
        State(Given.Dossier().Grant("grant", "2026-08-01 12:00").Requested("asked", "2026-08-10 12:00", "grant"), "2026-08-24 12:00").State.ShouldBe(ConsentStanding.Unverified);

    [Fact]
    public void a_late_confirmation_does_not_revive_it()
    {
        var state = State(Given.Dossier().Grant("grant", "2026-08-01 12:00").Verified("verified", "2026-08-20 12:00", "grant"), "2026-09-01 10:00");
        (state.State, state.VerifiedAt).ShouldBe((ConsentStanding.Lapsed, null));
    }

    [Fact]
    public void a_confirmation_by_another_method_or_in_a_sales_call_does_not_count() =>
        State(Given.Dossier().Grant("grant", "2026-08-01 12:00").Call("sale", "2026-08-02 11:55").Verified("verified", "2026-08-02 12:00", "grant", v => v with { Call = Given.Ref("sale") }), "2026-08-03 10:00")
            .State.ShouldBe(ConsentStanding.Unverified);

    [Theory]
    [InlineData("2027-08-01 12:00:00", ConsentStanding.Active)]
    [InlineData("2027-08-01 12:00:01", ConsentStanding.Expired)]
    public void it_expires_after_the_policys_term(string at, ConsentStanding standing) => State(Given.ValidConsent(), at).State.ShouldBe(standing);

    [Fact]
    public void a_term_told_goes_before_the_policys()
    {
        State(Given.ValidConsent().InBook(Given.AWording() with { ConsentTerm = Period.FromMonths(24) }), "2026-09-01 10:00").ValidUntil.ShouldBe(Given.At("2028-08-01 12:00"));
        State(Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { ValidUntil = Given.At("2026-09-01 12:00") }), "2026-08-02 10:00").ValidUntil.ShouldBe(Given.At("2026-09-01 12:00"));
    }

    [Fact]
    public void it_is_withdrawn_by_a_withdrawal_or_an_objection_from_its_very_instant()
    {
        State(Given.ValidConsent().Withdrawn("no", "2026-08-20 10:00", "grant"), "2026-08-20 10:00").State.ShouldBe(ConsentStanding.Withdrawn);
        State(Given.ValidConsent().Withdrawn("no", "2026-08-20 10:00", "grant"), "2026-08-20 09:59").State.ShouldBe(ConsentStanding.Active);
        State(Given.ValidConsent().Objected("no", "2026-08-20 10:00"), "2026-09-01 10:00").WithdrawnAt.ShouldBe(Given.At("2026-08-20 10:00"));
    }

    [Fact]
    public void a_withdrawal_of_some_products_leaves_the_rest_active()
    {
        State(Given.ValidConsent().Withdrawn("no", "2026-08-20 10:00", null, "gas"), "2026-09-01 10:00").State.ShouldBe(ConsentStanding.Active);
        State(Given.ValidConsent().Withdrawn("no", "2026-08-20 10:00", null, "gas", "electricity"), "2026-09-01 10:00").State.ShouldBe(ConsentStanding.Withdrawn);
    }

    [Fact]
    public void withdrawals_of_some_products_add_up_to_the_whole()
    {
        Given InTwo() => Given.ValidConsent().Withdrawn("electricity", "2026-08-21 10:00", null, "electricity").Objected("gas", "2026-08-20 10:00", null, "gas");
        var state = State(InTwo(), "2026-08-21 10:00");
        (state.State, state.WithdrawnAt, state.EndsAt).ShouldBe((ConsentStanding.Withdrawn, Given.At("2026-08-21 10:00"), Given.At("2026-08-21 10:00")));
        State(InTwo(), "2026-08-21 09:59").State.ShouldBe(ConsentStanding.Active);
        State(Given.ValidConsent().Withdrawn("no", "2026-08-20 10:00", null, "gas").Withdrawn("again", "2026-08-21 10:00", null, "gas"), "2026-09-01 10:00")
            .State.ShouldBe(ConsentStanding.Active);
        State(Given.ValidConsent().Withdrawn("before", "2026-07-20 10:00", null, "gas").Withdrawn("no", "2026-08-21 10:00", null, "electricity"), "2026-09-01 10:00")
            .State.ShouldBe(ConsentStanding.Active);
    }

    [Fact]
    public void an_objection_to_calls_leaves_consent_for_e_mail() =>
        State(Given.Dossier().Grant("grant", "2026-08-01 12:00", g => g with { Channel = ConsentChannel.Email }).Verified("verified", "2026-08-02 12:00", "grant").Objected("no", "2026-08-20 10:00"), "2026-09-01 10:00")
            .State.ShouldBe(ConsentStanding.Active);

    [Fact]
    public void a_no_to_the_question_is_refused()
    {
        var state = State(Given.Dossier().Grant("grant", "2026-08-01 12:00").Refused("refused", "2026-08-02 12:00", "grant"), "2026-09-01 10:00");
        (state.State, state.EndsAt).ShouldBe((ConsentStanding.Refused, Given.At("2026-08-02 12:00")));
    }

    [Fact]
    public void the_report_says_when_time_alone_changes_it()
    {
        Given.ValidConsent().Report("2026-08-03 10:00").ChangesAt.ShouldBe(Given.At("2027-08-01 12:00"));
        Given.Dossier().Report("2026-08-03 10:00").ChangesAt.ShouldBeNull();
    }

    private static ConsentState State(Given given, string at) => given.KnownAt("2030-01-01 00:00") is var known
        ? ConsentStates.Of(known.Known, BookAsKnown.Of(known.Book, known.Known.KnownAt), Given.At(at)).Single()
        : null!;
}
