using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class OwnWindowTests
{
    private const string Rule = "POLICY-WINDOW";

    [Theory]
    [InlineData("2026-09-01 08:59:59", false)]
    [InlineData("2026-09-01 09:00:00", true)]
    [InlineData("2026-09-01 20:59:59", true)]
    [InlineData("2026-09-01 21:00:00", false)]
    [InlineData("2026-09-05 15:59:59", true)]
    [InlineData("2026-09-05 16:00:00", false)]
    [InlineData("2026-09-06 12:00:00", false)]
    [InlineData("2026-05-14 12:00:00", false)]
    [InlineData("2026-12-24 18:29:59", true)]
    [InlineData("2026-12-24 18:30:00", false)]
    public void the_default_hours_are_stricter_than_the_code(string start, bool met) => Expect(Given.Dossier().Policy("2020-01-01", p => p).Call("call", start), met);

    [Theory]
    [InlineData("2026-09-01 11:59:59", false)]
    [InlineData("2026-09-01 12:00:00", true)]
    [InlineData("2026-09-01 12:29:59", true)]
    [InlineData("2026-09-01 12:30:00", false)]
    [InlineData("2026-09-05 12:15:00", false)]
    public void the_principal_sets_its_own(string start, bool met) =>
        Expect(Given.Dossier().Policy("2020-01-01", p => p with { Window = new(new(new(12, 0), new(12, 30)), null) }).Call("call", start), met);

    [Theory]
    [InlineData("2026-08-31 23:59:59", false)]
    [InlineData("2026-09-01 00:00:00", true)]
    public void it_applies_from_the_first_policy_on(string start, bool applies) =>
        (Given.Dossier().Policy("2026-09-01", p => p).Call("call", start).Finding("call", Rule) is not null).ShouldBe(applies);

    [Theory]
    [InlineData("2026-09-01 12:00", "2026-09-01 21:00")]
    [InlineData("2026-09-01 21:30", "2026-09-01 22:00")]
    [InlineData("2026-09-01 22:30", "2026-09-02 09:00")]
    public void of_a_call_that_was_not_made_it_says_until_when_that_holds(string start, string until) =>
        Given.ValidConsent().Policy("2020-01-01", p => p).Imagine(Given.ACall("imagined", start)).ChangesAt.ShouldBe(Given.At(until));

    private static void Expect(Given given, bool met)
    {
        var finding = given.Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach("outside-window", "call");
    }
}

public class OwnAttemptsTests
{
    private const string Rule = "POLICY-ATTEMPTS";

    [Fact]
    public void the_first_attempt_of_a_day_and_the_first_three_of_a_campaign_are_met()
    {
        var given = House().Call("one", "2026-09-01 10:00").Call("two", "2026-09-02 10:00").Call("three", "2026-09-03 10:00").Call("four", "2026-09-04 10:00");
        given.Finding("one", Rule).ShouldBeMet();
        given.Finding("three", Rule).ShouldBeMet();
        given.Finding("four", Rule).ShouldBeBreach("too-many-per-campaign", "four");
        FindingTexts.Explain(given.Finding("four", Rule)!).Nl.ShouldContain("oproep 4 ");
    }

    [Theory]
    [InlineData("2026-09-01 23:59:59", false)]
    [InlineData("2026-09-02 00:00:00", true)]
    public void a_second_attempt_counts_on_its_own_local_day(string start, bool met) => Expect(House().Call("one", "2026-09-01 00:00").Call("call", start), met, "too-many-per-day");

    [Theory]
    [InlineData("2026-10-25 00:00", "2026-10-25 23:59:59")]
    [InlineData("2026-03-29 00:00", "2026-03-29 23:59:59")]
    public void a_day_of_25_or_23_hours_is_one_day(string first, string start) => Expect(House().Call("one", first).Call("call", start), met: false, "too-many-per-day");

    [Fact]
    public void attempts_of_one_day_count_over_campaigns_and_parties() =>
        Expect(House().Call("one", "2026-09-01 10:00", c => c with { Campaign = "voorjaar", Party = "noord", Outcome = CallOutcome.NoAnswer }).Call("call", "2026-09-01 11:00"), met: false, "too-many-per-day");

    [Fact]
    public void another_campaign_has_its_own_count()
    {
        var given = House();
        for (var i = 1; i < 4; i++)
            given.Call($"other-{i}", $"2026-09-0{i} 10:00", c => c with { Campaign = "voorjaar" });
        Expect(given.Call("call", "2026-09-08 10:00"), met: true, "");
    }

    [Fact]
    public void calls_of_no_campaign_count_for_their_day_only()
    {
        var given = House();
        for (var i = 1; i < 5; i++)
            given.Call($"other-{i}", $"2026-09-0{i} 10:00", c => c with { Campaign = null });
        Expect(given.Call("call", "2026-09-08 10:00", c => c with { Campaign = null }), met: true, "");
    }

    [Fact]
    public void service_calls_inbound_calls_and_callbacks_count_for_nothing() =>
        Expect(
            House().Callback("please", "2026-08-31 10:00").Call("service", "2026-09-01 10:00", c => c with { Nature = CallNature.Service, OfferMade = false, Outcome = CallOutcome.NoAnswer })
                .Call("inbound", "2026-09-01 10:10", c => c with { Direction = CallDirection.Inbound }).Call("back", "2026-09-01 10:20", c => c with { ReliesOn = new(Basis.Callback) })
                .Call("call", "2026-09-01 11:00"), met: true, "");

    [Fact]
    public void a_call_that_only_says_it_is_a_callback_counts() =>
        Expect(House().Call("back", "2026-09-01 10:20", c => c with { ReliesOn = new(Basis.Callback) }).Call("call", "2026-09-01 11:00"), met: false, "too-many-per-day");

    [Fact]
    public void so_does_one_on_a_request_that_does_not_carry_it()
    {
        Expect(House().Callback("old", "2026-08-01 10:00").Call("back", "2026-09-01 10:20", c => c with { ReliesOn = new(Basis.Callback) }).Call("call", "2026-09-01 11:00"), met: false, "too-many-per-day");
        Expect(
            House().Callback("contest", "2026-08-31 10:00", c => c with { Via = CallbackRoute.Contest }).Call("back", "2026-09-01 10:20", c => c with { ReliesOn = new(Basis.Callback) })
                .Call("call", "2026-09-01 11:00"), met: false, "too-many-per-day");
    }

    [Fact]
    public void one_that_the_person_asked_for_counts_for_nothing_though_it_does_not_say_so()
    {
        Given Asked() => Given.Dossier().Policy("2020-01-01", p => p).Callback("please", "2026-08-31 10:00").Call("back", "2026-09-01 10:20");
        Expect(Asked().Call("call", "2026-09-01 11:00"), met: true, "");
        Asked().Imagine(Given.ACall("imagined", "2026-09-01 11:00")).Of(Rule).ShouldBeMet();
        Expect(Asked().Call("again", "2026-09-01 10:40").Call("call", "2026-09-01 11:00"), met: false, "too-many-per-day");
    }

    [Fact]
    public void attempts_before_the_first_policy_count_but_are_not_judged()
    {
        var given = Given.ValidConsent().Policy("2026-09-01", p => p with { Attempts = new(2, 5) })
            .Call("one", "2026-08-20 10:00").Call("two", "2026-08-21 10:00").Call("call", "2026-09-01 10:00");
        given.Finding("two", Rule).ShouldBeNull();
        Expect(given, met: false, "too-many-per-campaign");
    }

    [Fact]
    public void of_two_attempts_at_one_instant_one_is_too_many()
    {
        var given = House().Call("one", "2026-09-01 10:00").Call("two", "2026-09-01 10:00");
        new[] { given.Finding("one", Rule)!.Result, given.Finding("two", Rule)!.Result }.ShouldBe([FindingResult.Met, FindingResult.Breach], ignoreOrder: true);
    }

    [Fact]
    public void a_call_that_was_not_made_is_counted_as_the_next()
    {
        var given = House().Call("one", "2026-09-01 10:00");
        given.Imagine(Given.ACall("imagined", "2026-09-01 10:00")).Of(Rule).ShouldBeBreach("too-many-per-day");
        given.Imagine(Given.ACall("imagined", "2026-09-01 09:59")).Of(Rule).ShouldBeMet();
        given.Imagine(Given.ACall("imagined", "2026-09-02 10:00")).Of(Rule).ShouldBeMet();
        Later(given).ChangesAt.ShouldBe(Given.At("2026-09-02 00:00"));
        given.Call("two", "2026-09-02 10:00").Call("three", "2026-09-03 10:00").Imagine(Given.ACall("imagined", "2026-09-04 10:00")).Of(Rule).ShouldBeBreach("too-many-per-campaign");
    }

    [Fact]
    public void the_order_of_attempts_is_that_of_their_starts() =>
        Gen.Int[0, 30].Array[1, 12].Sample(hours =>
        {
            var given = House();
            for (var i = 0; i < hours.Length; i++)
                given.Call($"call-{i}", "2026-09-01 08:00", c => c with { OccurredAt = c.OccurredAt + Duration.FromHours(hours[i]) });
            var calls = given.Report().Calls;
            return calls.Count(c => c.Judgement.Of(Rule)!.Result == FindingResult.Met) <= 2
                && calls.Select((c, i) => (c, i)).All(p => (p.c.Judgement.Of(Rule)!.Reason == "too-many-per-campaign") == p.i >= 3);
        }, iter: 200);

    // After the windows have closed, so that the day decides.
    private static Judgement Later(Given given) => given.Policy("2020-01-01", p => p with { Window = new(new(new(9, 0), new(23, 59)), null) })
        .Imagine(Given.ACall("imagined", "2026-09-01 23:59"));

    private static Given House() => Given.ValidConsent().Policy("2020-01-01", p => p);

    private static void Expect(Given given, bool met, string reason)
    {
        var finding = given.Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach(reason, "call");
    }
}
