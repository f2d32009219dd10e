using EvidenceVault.Domain.Judging.Structural;

namespace EvidenceVault.Domain.Tests.Judging.Structural;

public class ProportionTests
{
    [Fact]
    public void a_full_count_has_no_interval() => Proportion.OfAll(3, 12).ShouldBe(new Proportion(3, 12, 0.25, null));

    [Fact]
    public void a_share_of_nothing_has_no_rate()
    {
        Proportion.OfAll(0, 0).Rate.ShouldBeNull();
        Proportion.OfSample(0, 0).ShouldBe(new Proportion(0, 0, null, null));
    }

    // As published by Wilson (1927) and in Newcombe (1998), table I.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(29, 29, 0.8830, 1.0)]
    public void a_sample_has_the_interval_of_wilson(long count, long of, double low, double high)
    {
        var interval = Proportion.OfSample(count, of).Interval.ShouldNotBeNull();
        interval.Low.ShouldBe(low, 0.00006);
        interval.High.ShouldBe(high, 0.00006);
    }

    [Fact]
    public void more_than_the_sample_holds_cannot_be_counted()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Interval.Wilson95(3, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => Interval.Wilson95(0, 0));
    }

    [Theory]
    [InlineData(3, 97, true)]
    [InlineData(2, 97, false)]
    [InlineData(0, 0, false)]
    public void dropped_calls_alarm_from_the_policys_share_on(long dropped, long conversations, bool alarm) =>
        DroppedCalls.Of(dropped, conversations, 3).Alarm.ShouldBe(alarm);

    [Fact]
    public void what_one_day_has_too_many_makes_up_for_no_other()
    {
        var (first, second, third) = (new NodaTime.LocalDate(2026, 3, 2), new NodaTime.LocalDate(2026, 3, 3), new NodaTime.LocalDate(2026, 3, 4));
        var match = DialLogMatch.Of(
            new Dictionary<NodaTime.LocalDate, long> { [first] = 5, [second] = 2 }, new Dictionary<NodaTime.LocalDate, long> { [first] = 3, [second] = 4, [third] = 1 });
        (match.Announced, match.HandedIn, match.Missing, match.Surplus, match.DaysAnnounced, match.DaysNotAnnounced).ShouldBe((7, 7, 2, 2, 2, 1));
        match.Days.ShouldBe([new(first, 5, 3), new(second, 2, 4), new(third, null, 1)]);
    }
}
