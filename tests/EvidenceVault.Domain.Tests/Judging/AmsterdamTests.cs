using CsCheck;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class AmsterdamTests
{
    [Theory]
    [InlineData("2026-06-30T21:59:59Z", "2026-06-30")]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01")]
    [InlineData("2026-12-31T22:59:59Z", "2026-12-31")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    public void the_local_day_follows_summer_and_winter_time(string instant, string day) =>
        Amsterdam.DateOf(NodaTime.Text.InstantPattern.General.Parse(instant).Value).ShouldBe(Given.Day(day));

    [Theory]
    [InlineData("2026-01-31 10:00", 1, "2026-02-28 10:00")]
    [InlineData("2028-01-31 10:00", 1, "2028-02-29 10:00")]
    [InlineData("2026-08-31 10:00", 6, "2027-02-28 10:00")]
    [InlineData("2028-02-29 10:00", 12, "2029-02-28 10:00")]
    public void months_are_clipped_at_the_end_of_the_month(string start, int months, string end) =>
        Amsterdam.EndOfTerm(Given.At(start), Period.FromMonths(months)).ShouldBe(Given.At(end));

    [Fact]
    public void a_day_may_have_23_or_25_hours()
    {
        (Amsterdam.EndOfTerm(Given.At("2026-03-28 12:00"), Period.FromDays(1)) - Given.At("2026-03-28 12:00")).ShouldBe(Duration.FromHours(23));
        (Amsterdam.EndOfTerm(Given.At("2026-10-24 12:00"), Period.FromDays(1)) - Given.At("2026-10-24 12:00")).ShouldBe(Duration.FromHours(25));
    }

    [Fact]
    public void of_an_hour_that_comes_twice_the_first_is_meant() =>
        Amsterdam.EndOfTerm(Given.At("2026-10-18 02:30"), Period.FromDays(7)).ShouldBe(Instant.FromUtc(2026, 10, 25, 0, 30));

    [Fact]
    public void an_hour_that_is_skipped_becomes_the_next() =>
        Amsterdam.EndOfTerm(Given.At("2026-03-22 02:30"), Period.FromDays(7)).ShouldBe(Instant.FromUtc(2026, 3, 29, 1, 30));

    [Fact]
    public void a_day_begins_when_the_time_zone_says_also_far_from_now()
    {
        var days = Gen.Int[-20_000, 20_000].Select(n => new LocalDate(2026, 3, 29).PlusDays(n));
        days.Sample(day => Amsterdam.StartOf(day).ShouldBe(Amsterdam.Zone.AtStartOfDay(day).ToInstant()), iter: 20_000);
        foreach (var day in (LocalDate[])[LocalDate.MinIsoValue.PlusDays(2), new(2009, 12, 31), new(2010, 1, 1), new(2060, 2, 13), LocalDate.MaxIsoValue.PlusDays(-2)])
            Amsterdam.StartOf(day).ShouldBe(Amsterdam.Zone.AtStartOfDay(day).ToInstant());
    }

    [Fact]
    public void an_instant_is_of_the_day_that_the_time_zone_says_at_its_first_and_last_tick_too()
    {
        var instants = Gen.Int[-20_000, 20_000].SelectMany(n => Gen.Long[-2, 2].Select(ticks => Amsterdam.Zone.AtStartOfDay(new LocalDate(2026, 3, 29).PlusDays(n)).ToInstant().PlusTicks(ticks)));
        instants.Sample(at => Amsterdam.DateOf(at).ShouldBe(at.InZone(Amsterdam.Zone).Date), iter: 20_000);
        Gen.Long[-20_000L * 86_400, 20_000L * 86_400].Sample(s =>
        {
            var at = Instant.FromUtc(2026, 3, 29, 1, 0).Plus(Duration.FromSeconds(s));
            Amsterdam.DateOf(at).ShouldBe(at.InZone(Amsterdam.Zone).Date);
        }, iter: 20_000);
        Amsterdam.DateOf(Instant.FromUtc(-9000, 1, 1, 0, 0)).ShouldBe(new LocalDate(-9000, 1, 1));
        Amsterdam.DateOf(Instant.FromUtc(9998, 7, 1, 0, 0)).ShouldBe(new LocalDate(9998, 7, 1));
    }
}
