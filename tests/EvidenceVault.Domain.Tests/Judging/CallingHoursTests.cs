using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Domain.Tests;

public class CallingHoursTests
{
    private static readonly Policy Plain = new() { ValidFrom = new(2020, 1, 1), MourningDays = [new(2026, 9, 9)] };
    private static readonly CallingWindow Wide = new(new(new(9, 0), new(22, 0)), new(new(10, 0), new(16, 0)));

    [Theory]
    [InlineData("2026-09-01T08:59:59", "outside-window")]
    [InlineData("2026-09-01T09:00:00", null)]
    [InlineData("2026-09-01T21:59:59", null)]
    [InlineData("2026-09-01T22:00:00", "outside-window")]
    [InlineData("2026-09-05T09:59:59", "outside-window")]
    [InlineData("2026-09-05T10:00:00", null)]
    [InlineData("2026-09-05T15:59:59", null)]
    [InlineData("2026-09-05T16:00:00", "outside-window")]
    [InlineData("2026-09-05T23:59:59", "outside-window")]
    [InlineData("2026-09-06T00:00:00", "sunday")]
    [InlineData("2026-09-06T12:00:00", "sunday")]
    [InlineData("2026-09-06T23:59:59", "sunday")]
    [InlineData("2026-09-07T00:00:00", "outside-window")]
    [InlineData("2026-09-09T12:00:00", "mourning-day")]
    [InlineData("2026-04-06T12:00:00", "holiday")]
    [InlineData("2026-04-27T12:00:00", "holiday")]
    [InlineData("2025-04-26T12:00:00", "holiday")]
    [InlineData("2022-12-25T12:00:00", "sunday")]
    [InlineData("2026-05-04T18:29:59", null)]
    [InlineData("2026-05-04T18:30:00", "outside-window")]
    [InlineData("2026-05-05T18:30:00", null)]
    [InlineData("2024-12-05T18:29:59", null)]
    [InlineData("2024-12-05T18:30:00", "outside-window")]
    [InlineData("2024-12-06T18:30:00", null)]
    [InlineData("2024-12-24T18:29:59", null)]
    [InlineData("2024-12-24T18:30:00", "outside-window")]
    [InlineData("2024-12-23T18:30:00", null)]
    [InlineData("2024-05-04T15:59:59", null)]
    [InlineData("2024-05-04T16:00:00", "outside-window")]
    [InlineData("2026-12-05T15:59:59", null)]
    [InlineData("2026-12-05T16:00:00", "outside-window")]
    public void a_call_may_be_made_inside_the_window(string at, string? fault) => CallingHours.Fault(Local(at), Wide, Plain).ShouldBe(fault);

    [Fact]
    public void a_wider_saturday_ends_at_four_on_a_short_evening_and_a_late_start_leaves_nothing()
    {
        var own = new CallingWindow(new(new(19, 0), new(21, 0)), new(new(10, 0), new(18, 0)));
        CallingHours.Fault(Local("2026-12-05T16:00:00"), own, Plain).ShouldBe("outside-window");
        CallingHours.Fault(Local("2026-12-12T16:00:00"), own, Plain).ShouldBeNull();
        CallingHours.Fault(Local("2026-05-04T19:30:00"), own, Plain).ShouldBe("outside-window");
        CallingHours.NextChange(Local("2026-05-04T12:00:00"), own, Plain).ShouldBe(Given.At("2026-05-05 19:00"));
    }

    [Fact]
    public void no_saturday_hours_means_no_calls_on_saturday() =>
        CallingHours.Fault(Local("2026-09-05T12:00:00"), Wide with { Saturday = null }, Plain).ShouldBe("outside-window");

    [Theory]
    [InlineData("2026-09-01T12:00:00", "2026-09-01 22:00")]
    [InlineData("2026-09-01T08:00:00", "2026-09-01 09:00")]
    [InlineData("2026-09-01T22:00:00", "2026-09-02 09:00")]
    [InlineData("2026-09-05T16:00:00", "2026-09-07 09:00")]
    [InlineData("2026-09-08T22:30:00", "2026-09-10 09:00")]
    [InlineData("2026-12-24T18:30:00", "2026-12-28 09:00")]
    [InlineData("2026-12-31T23:59:59", "2027-01-02 10:00")]
    [InlineData("2026-03-28T23:00:00", "2026-03-30 09:00")]
    [InlineData("2026-10-24T23:00:00", "2026-10-26 09:00")]
    public void it_is_known_when_that_changes_by_itself(string at, string then) => CallingHours.NextChange(Local(at), Wide, Plain).ShouldBe(Given.At(then));

    [Fact]
    public void a_window_that_never_opens_never_changes() =>
        CallingHours.NextChange(Local("2026-09-01T12:00:00"), new(new(new(9, 0), new(9, 0)), null), Plain).ShouldBeNull();

    [Fact]
    public void until_it_changes_nothing_changes_and_then_it_does() =>
        Gen.Select(Gen.Int[0, 20 * 366 * 24], Gen.Int[0, 59]).Sample((hours, minutes) =>
        {
            var at = Instant.FromUtc(2024, 1, 1, 0, minutes) + Duration.FromHours(hours);
            var change = CallingHours.NextChange(Here(at), Wide, Plain)!.Value;
            var before = CallingHours.Fault(Here(at), Wide, Plain) is null;
            var midway = at + ((change - at) / 2);
            return change > at
                && (CallingHours.Fault(Here(midway), Wide, Plain) is null) == before
                && (CallingHours.Fault(Here(change - Duration.Epsilon), Wide, Plain) is null) == before
                && (CallingHours.Fault(Here(change), Wide, Plain) is null) != before;
        }, iter: 2_000);

    private static LocalDateTime Here(Instant at) => at.InZone(Amsterdam.Zone).LocalDateTime;

    private static LocalDateTime Local(string text) => LocalDateTimePattern.GeneralIso.Parse(text).Value;
}
