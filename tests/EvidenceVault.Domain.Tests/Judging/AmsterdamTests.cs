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
}
