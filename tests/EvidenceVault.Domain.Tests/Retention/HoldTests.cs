using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class HoldTests
{
    private static readonly Guid One = Guid.Parse("0198f2c4-6f0e-7c3a-9d55-2b9c1c7d8e10");

    private static Holdable Thing(Guid? consumer = null, string[]? campaigns = null, string[]? parties = null, Instant? at = null) =>
        new(consumer, campaigns ?? [], parties ?? [], at ?? Instant.FromUtc(2026, 9, 1, 10, 0));

    [Fact]
    public void each_part_that_is_given_must_be_true()
    {
        var scope = new HoldScope([One], ["najaar"], ["noord"]);
        scope.Covers(Thing(One, ["voorjaar", "najaar"], ["noord"])).ShouldBeTrue();
        scope.Covers(Thing(Guid.NewGuid(), ["najaar"], ["noord"])).ShouldBeFalse();
        scope.Covers(Thing(null, ["najaar"], ["noord"])).ShouldBeFalse();
        scope.Covers(Thing(One, ["voorjaar"], ["noord"])).ShouldBeFalse();
        scope.Covers(Thing(One, ["najaar"], ["zuid"])).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-08-31T21:59:59Z", false)]
    [InlineData("2026-08-31T22:00:00Z", true)]
    [InlineData("2026-09-02T21:59:59Z", true)]
    [InlineData("2026-09-02T22:00:00Z", false)]
    public void a_period_is_of_local_days_and_its_end_is_no_longer_in_it(string at, bool covers) =>
        new HoldScope(null, null, null, new LocalDate(2026, 9, 1), new LocalDate(2026, 9, 3)).Covers(Thing(at: NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value)).ShouldBe(covers);

    [Fact]
    public void scopes_are_the_same_in_whatever_order_they_are_named()
    {
        new HoldScope(null, ["a", "b"], null).IsSame(new(null, ["b", "a"], null)).ShouldBeTrue();
        new HoldScope(null, ["a", "b"], null).IsSame(new(null, ["a"], null)).ShouldBeFalse();
        new HoldScope(null, ["a"], null).IsSame(new(null, ["a"], [])).ShouldBeFalse();
    }

    [Fact]
    public void a_decision_never_shortens_the_time_there_is_to_decide()
    {
        var since = Instant.FromUtc(2027, 3, 2, 0, 0);
        var hold = new Hold(new(since, "h", new(null, ["a"], null), "", "", new(2028, 1, 1), null, "", "anna"));
        hold.UsableUntil(since).ShouldBe(Instant.FromUtc(2027, 3, 16, 0, 0));
        Decided(hold, new(2027, 3, 3)).UsableUntil(since).ShouldBe(Instant.FromUtc(2027, 3, 16, 0, 0));
        Decided(hold, new(2027, 6, 1)).UsableUntil(since).ShouldBe(Instant.FromUtc(2027, 6, 1, 22, 0));
        Decided(hold, null, HoldDecision.Delete).KeepsPastTerm.ShouldBeFalse();
    }

    private static Hold Decided(Hold hold, LocalDate? until, HoldDecision decision = HoldDecision.Keep) =>
        Hold.Apply(hold, new HoldConflictDecided(Instant.FromUtc(2027, 3, 2, 1, 0), "h", decision, "", until, "", "bram"))!;
}
