using EvidenceVault.Cli.Ledger;

namespace EvidenceVault.Cli.Tests;

/// <summary>What events say of when they were recorded, against where they stand.</summary>
public sealed class RecordedOrderTests
{
    private static readonly DateTime Noon = new(2026, 9, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<Finding> _findings = [];

    [Fact]
    public void events_in_their_order_and_a_little_out_of_it_are_as_they_should_be()
    {
        Look(100, (1, 0), (2, 10), (4, 11), (3, 10.5), (5, 6), (6, 30), (7, 25));
        _findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(5.1, "dated-back")]
    public void an_event_that_says_it_was_recorded_long_before_one_that_came_earlier_is_dated_back(double minutes, string? kind)
    {
        Look(100, (1, 0), (2, 60), (3, 60 - minutes), (4, 61));
        _findings.SingleOrDefault()?.Kind.ShouldBe(kind);
        _findings.SingleOrDefault()?.Leaf.ShouldBe(2);
        (_findings.Count == 0).ShouldBe(kind is null);
    }

    [Theory]
    [InlineData(65, null)]
    [InlineData(65.1, "dated-ahead")]
    public void an_event_that_says_it_was_recorded_long_after_it_was_signed_is_dated_ahead_and_makes_no_other_look_late(double minutes, string? kind)
    {
        var order = new RecordedOrder(_findings);
        order.Next(At(1, 0), Noon);
        order.Next(At(2, minutes), Noon + TimeSpan.FromMinutes(60));
        order.Next(At(3, 61), Noon + TimeSpan.FromMinutes(62));
        _findings.Select(f => f.Kind).SingleOrDefault().ShouldBe(kind);
    }

    [Theory]
    [InlineData(9.9, null)]
    [InlineData(10.1, "inserted")]
    public void an_event_that_was_put_among_the_numbers_of_earlier_ones_is_told(double minutes, string? kind)
    {
        Look(100, (10, 0), (20, 2), (30, 4), (40, 6), (50, 8 + minutes), (35, 6 + minutes));
        _findings.Select(f => f.Kind).SingleOrDefault().ShouldBe(kind);
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "inserted")]
    [InlineData(1, null)]
    [InlineData(0, "inserted")]
    public void an_event_with_a_number_that_was_never_given_out_is_told(long number, string? kind)
    {
        Look(100, (number, 0));
        _findings.Select(f => f.Kind).SingleOrDefault().ShouldBe(kind);
    }

    [Fact]
    public void a_failed_append_has_no_time_and_nothing_else_may_be_without()
    {
        var order = new RecordedOrder(_findings);
        order.Next(At(1, 0) with { Time = DateTime.MinValue, Type = "tombstone", Stream = "mt_tombstone" }, null);
        _findings.ShouldBeEmpty();
        order.Next(At(2, 0) with { Time = DateTime.MinValue, Stream = "mt_tombstone" }, null);
        order.Next(At(3, 0) with { Time = DateTime.MaxValue }, null);
        _findings.Select(f => f.Kind).ShouldBe(["dated-back", "dated-back"]);
    }

    [Fact]
    public void times_at_the_ends_of_the_calendar_stop_nothing()
    {
        var order = new RecordedOrder(_findings);
        order.Next(At(1, 0) with { Time = DateTime.MinValue.AddTicks(1) }, DateTime.MaxValue);
        order.Next(At(2, 0) with { Time = DateTime.MaxValue.AddTicks(-1) }, DateTime.MaxValue);
        order.Next(At(3, 0) with { Time = DateTime.MinValue.AddTicks(2) }, DateTime.MaxValue);
        order.Next(At(4, 0), DateTime.MinValue);
        _findings.Select(f => f.Kind).ShouldBe(["dated-back", "dated-ahead"]);
    }

    private static RecordedAt At(long number, double minutes) => new(Guid.NewGuid(), number - 1, number, Noon + TimeSpan.FromMinutes(minutes), "call.attempted", "dossier/1");

    private void Look(long last, params (long Number, double Minutes)[] events)
    {
        var order = new RecordedOrder(_findings, last);
        for (var i = 0; i < events.Length; i++) order.Next(At(events[i].Number, events[i].Minutes) with { Leaf = i }, null);
    }
}
