using CsCheck;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class WrittenAcceptanceTests
{
    private const string Rule = "BW-6:230v-WRITTEN";

    [Theory]
    [InlineData(AcceptanceRoute.Written)]
    [InlineData(AcceptanceRoute.Email)]
    [InlineData(AcceptanceRoute.Web)]
    public void acceptance_in_writing_before_performance_is_met(AcceptanceRoute via) =>
        Called().Sold("sale", "2026-09-02 10:00", but: s => s with { Via = via }).Performed("switch", "2026-09-03 10:00").Finding("call", Rule).ShouldBeMet();

    [Theory]
    [InlineData("2026-09-03 09:59:59", true)]
    [InlineData("2026-09-03 10:00:00", false)]
    [InlineData("2026-09-03 10:00:01", false)]
    public void acceptance_at_the_very_instant_of_performance_is_not_before_it(string acceptedAt, bool met)
    {
        var finding = Called().Sold("sale", acceptedAt).Performed("switch", "2026-09-03 10:00").Finding("call", Rule);
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach("performed-without-writing", "sale", "switch");
    }

    [Fact]
    public void acceptance_in_the_call_only_is_a_breach() =>
        Called().Sold("sale", "2026-09-01 10:05", but: s => s with { Via = AcceptanceRoute.InCall }).Finding("call", Rule).ShouldBeBreach("in-call", "sale");

    [Fact]
    public void acceptance_in_the_call_and_then_in_writing_is_met() =>
        Called().Sold("yes", "2026-09-01 10:05", but: s => s with { Via = AcceptanceRoute.InCall }).Sold("sale", "2026-09-02 10:00").Performed("switch", "2026-09-03 10:00")
            .Finding("call", Rule).ShouldBeMet();

    [Fact]
    public void performance_without_any_acceptance_is_a_breach()
    {
        Called(c => c with { SaleMade = true }).Performed("switch", "2026-09-03 10:00").Finding("call", Rule).ShouldBeBreach("performed-without-writing", "call", "switch");
        Called().Performed("switch", "2026-09-03 10:00").Finding("call", Rule).ShouldBeBreach("performed-without-writing", "call", "switch");
    }

    [Fact]
    public void a_sale_that_is_not_accepted_yet_is_pending() => Called(c => c with { SaleMade = true }).Finding("call", Rule).ShouldBeUnproven("pending", "call");

    [Fact]
    public void without_a_performance_on_record_it_is_unproven() => Called().Sold("sale", "2026-09-02 10:00").Finding("call", Rule).ShouldBeUnproven("performance-unknown", "sale");

    [Fact]
    public void where_nothing_was_concluded_it_does_not_apply()
    {
        Called().Finding("call", Rule).ShouldBeNull();
        Called(c => c with { SaleMade = false }).Finding("call", Rule).ShouldBeNull();
    }

    [Fact]
    public void a_renewal_is_excepted_and_one_that_is_not_said_to_be_is_none()
    {
        Called(c => c with { SaleMade = true }).Sold("sale", "2026-09-02 10:00", but: s => s with { Renewal = true }).Finding("call", Rule).ShouldBeNull();
        Called().Sold("sale", "2026-09-02 10:00", but: s => s with { Renewal = false }).Finding("call", Rule).ShouldNotBeNull();
    }

    [Fact]
    public void it_is_about_the_products_that_the_policy_lists()
    {
        Called(c => c with { SaleMade = true }).Sold("sale", "2026-09-02 10:00", but: s => s with { Product = "solar" }).Finding("call", Rule).ShouldBeNull();
        Called(c => c with { SaleMade = true, Products = ["solar"] }).Finding("call", Rule).ShouldBeNull();
        Called(c => c with { SaleMade = true, Campaign = null }).Finding("call", Rule).ShouldBeUnproven("pending");
        Called().Policy("2020-01-01", p => p with { WrittenProducts = ["solar"] }).Sold("sale", "2026-09-02 10:00", but: s => s with { Product = "solar" }).Finding("call", Rule).ShouldNotBeNull();
        Called().Policy("2020-01-01", p => p with { WrittenProducts = [] }).Sold("sale", "2026-09-02 10:00").Finding("call", Rule).ShouldBeNull();
    }

    [Fact]
    public void of_several_products_the_worst_counts() =>
        Called().Sold("one", "2026-09-02 10:00").Sold("two", "2026-09-01 10:05", but: s => s with { Product = "electricity", Via = AcceptanceRoute.InCall })
            .Performed("switch", "2026-09-03 10:00").Finding("call", Rule).ShouldBeBreach("in-call", "two");

    [Fact]
    public void a_sale_of_another_call_says_nothing_of_this_one() =>
        Called().Call("other", "2026-09-10 10:00").Sold("sale", "2026-09-11 10:00", "other").Finding("call", Rule).ShouldBeNull();

    [Fact]
    public void it_is_about_consumers_in_outbound_conversations()
    {
        Called(c => c with { Person = new(PersonKind.SoleTrader) }).Sold("sale", "2026-09-02 10:00").Finding("call", Rule).ShouldBeNull();
        Called(c => c with { Direction = CallDirection.Inbound }).Sold("sale", "2026-09-02 10:00").Finding("call", Rule).ShouldBeNull();
        Called(c => c with { Outcome = CallOutcome.Voicemail }).Sold("sale", "2026-09-02 10:00").Finding("call", Rule).ShouldBeNull();
    }

    [Theory]
    [InlineData("2014-06-12 23:59:59", false)]
    [InlineData("2014-06-13 00:00:00", true)]
    public void it_is_in_force_from_13_june_2014(string start, bool applies) =>
        (Given.Dossier().Call("call", start, c => c with { SaleMade = true, Products = ["gas"] }).Finding("call", Rule) is not null).ShouldBe(applies);

    private static Given Called(Func<CallAttempted, CallAttempted>? but = null) => Given.ValidConsent().Call("call", "2026-09-01 10:00", but);
}

public class CoolingOffTests
{
    private const string Rule = "CTM-COOLING-OFF";

    [Theory]
    [InlineData("2026-09-02 10:03:59", false)]
    [InlineData("2026-09-02 10:04:00", true)]
    [InlineData("2026-09-02 10:04:01", true)]
    public void acceptance_asked_at_the_very_end_of_the_term_is_met(string askedAt, bool met)
    {
        var finding = Sold(s => s with { AcceptanceAskedAt = Given.At(askedAt) });
        if (met)
            finding.ShouldBeMet();
        else
            finding.ShouldBeBreach("too-early", "call", "sale");
    }

    [Theory]
    [InlineData("2026-10-24 12:00", "2026-10-25 12:00", true)]
    [InlineData("2026-10-24 12:00", "2026-10-25 11:59", false)]
    [InlineData("2026-03-28 12:00", "2026-03-29 12:00", true)]
    [InlineData("2026-03-28 12:00", "2026-03-29 11:59", false)]
    public void a_term_of_a_day_follows_the_clock(string offeredAt, string askedAt, bool met) =>
        (WithTerm(Period.FromDays(1)).Call("call", offeredAt, c => c with { OfferedAt = Given.At(offeredAt) })
            .Sold("sale", "2026-11-30 10:00", but: s => s with { AcceptanceAskedAt = Given.At(askedAt) }).Finding("call", Rule)!.Result == FindingResult.Met).ShouldBe(met);

    [Fact]
    public void acceptance_in_the_call_itself_is_a_breach_whatever_the_term()
    {
        Sold(s => s with { Via = AcceptanceRoute.InCall }).ShouldBeBreach("in-call", "sale");
        Given.ValidConsent().Call("call", "2026-09-01 10:00").Sold("sale", "2026-09-01 10:05", but: s => s with { Via = AcceptanceRoute.InCall })
            .Finding("call", Rule).ShouldBeBreach("in-call", "sale");
    }

    [Fact]
    public void without_a_term_it_is_unproven() =>
        Given.ValidConsent().Call("call", "2026-09-01 10:00", c => c with { OfferedAt = c.OccurredAt }).Sold("sale", "2026-09-05 10:00").Finding("call", Rule).ShouldBeUnproven("no-term-set", "sale");

    [Fact]
    public void where_either_time_is_not_stated_it_is_unproven()
    {
        Sold(s => s with { AcceptanceAskedAt = null }).ShouldBeUnproven("times-unknown", "sale");
        WithTerm(Period.FromHours(24)).Call("call", "2026-09-01 10:00").Sold("sale", "2026-09-05 10:00", but: s => s with { AcceptanceAskedAt = Given.At("2026-09-04 10:00") })
            .Finding("call", Rule).ShouldBeUnproven("times-unknown", "sale");
    }

    [Fact]
    public void what_was_accepted_too_early_was_asked_too_early() =>
        WithTerm(Period.FromHours(24)).Call("call", "2026-09-01 10:00", c => c with { OfferedAt = Given.At("2026-09-01 10:04") }).Sold("sale", "2026-09-02 10:00")
            .Finding("call", Rule).ShouldBeBreach("too-early", "sale");

    [Theory]
    [InlineData("49.99", false)]
    [InlineData("50", true)]
    [InlineData("50.00", true)]
    [InlineData("1200.50", true)]
    [InlineData(null, true)]
    public void it_is_about_sales_of_fifty_euro_or_more(string? value, bool applies) => (Sold(s => s with { TotalValue = value }) is not null).ShouldBe(applies);

    [Fact]
    public void it_is_about_sales_that_need_writing()
    {
        Sold(s => s with { Product = "solar" }).ShouldBeNull();
        Sold(s => s with { Renewal = true }).ShouldBeNull();
    }

    [Fact]
    public void of_several_sales_the_worst_counts() =>
        WithTerm(Period.FromHours(24)).Call("call", "2026-09-01 10:00", c => c with { OfferedAt = c.OccurredAt })
            .Sold("one", "2026-09-05 10:00", but: s => s with { AcceptanceAskedAt = s.OccurredAt }).Sold("two", "2026-09-01 10:10", but: s => s with { Product = "electricity" })
            .Finding("call", Rule).ShouldBeBreach("too-early", "two");

    [Fact]
    public void the_policy_of_the_day_of_the_call_counts() =>
        Given.ValidConsent().Policy("2026-09-02", p => p with { CoolingOff = Period.FromHours(24) }).Call("call", "2026-09-01 10:00", c => c with { OfferedAt = c.OccurredAt })
            .Sold("sale", "2026-09-05 10:00").Finding("call", Rule).ShouldBeUnproven("no-term-set");

    [Theory]
    [InlineData("2024-10-14 23:59:59", false)]
    [InlineData("2024-10-15 00:00:00", true)]
    public void it_is_in_force_from_15_october_2024(string start, bool applies) =>
        (Given.Dossier().Call("call", start).Sold("sale", "2024-12-01 10:00").Finding("call", Rule) is not null).ShouldBe(applies);

    [Fact]
    public void asking_later_is_never_worse() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200]).Sample((one, other) =>
        {
            var (early, late) = (Math.Min(one, other), Math.Max(one, other));
            return Result(early) != FindingResult.Met || Result(late) == FindingResult.Met;
        }, iter: 200);

    private static FindingResult Result(int hours) => Sold(s => s with { AcceptanceAskedAt = Given.At("2026-09-01 10:04") + Duration.FromHours(hours) })!.Result;

    private static Given WithTerm(Period term) => Given.ValidConsent().Policy("2020-01-01", p => p with { CoolingOff = term });

    private static Finding? Sold(Func<SaleAccepted, SaleAccepted> but) =>
        WithTerm(Period.FromHours(24)).Call("call", "2026-09-01 10:00", c => c with { OfferedAt = Given.At("2026-09-01 10:04") }).Sold("sale", "2026-09-20 10:00", but: but).Finding("call", Rule);
}
