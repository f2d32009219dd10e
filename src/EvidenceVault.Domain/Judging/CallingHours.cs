using EvidenceVault.Domain.Books;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// When calls may be made in a window: never on a Sunday, a public holiday or a day of mourning, and on 4 May, 5 December and 24 December no later
/// than 18:30, or 16:00 where that is a Saturday. The start of a window is inside, its end is not.
/// </summary>
public static class CallingHours
{
    /// <summary>The reason outside the hours of a day.</summary>
    public const string Outside = "outside-window";

    /// <summary>The reason on a Sunday.</summary>
    public const string Sunday = "sunday";

    /// <summary>The reason on a public holiday.</summary>
    public const string Holiday = "holiday";

    /// <summary>The reason on a day of mourning.</summary>
    public const string MourningDay = "mourning-day";

    private const int MostDaysAhead = 366;

    private static readonly LocalTime Evening = new(18, 30);
    private static readonly LocalTime SaturdayEvening = new(16, 0);

    /// <summary>Why no call may be made at a local time; null: one may.</summary>
    public static string? Fault(LocalDateTime at, CallingWindow window, Policy policy)
    {
        if (ClosedOn(at.Date, policy) is { } closed)
            return closed;
        return HoursOn(at.Date, window) is var (from, to) && from <= at.TimeOfDay && at.TimeOfDay < to ? null : Outside;
    }

    /// <summary>The first moment after a local time at which a window opens or closes by itself; null: none within a year.</summary>
    public static Instant? NextChange(LocalDateTime at, CallingWindow window, Policy policy)
    {
        var (day, time) = (at.Date, at.TimeOfDay);
        for (var i = 0; i <= MostDaysAhead; i++, day = day.PlusDays(1), time = LocalTime.MinValue)
            if (ClosedOn(day, policy) is null && HoursOn(day, window) is var (from, to) && from < to && time < to)
                return day.At(i == 0 && from <= time ? to : from).InZoneLeniently(Amsterdam.Zone).ToInstant();
        return null;
    }

    private static string? ClosedOn(LocalDate day, Policy policy) =>
        day.DayOfWeek == IsoDayOfWeek.Sunday ? Sunday
        : DutchCalendar.IsPublicHoliday(day, policy.Holidays) ? Holiday
        : policy.MourningDays.Contains(day) ? MourningDay
        : null;

    private static (LocalTime From, LocalTime To)? HoursOn(LocalDate day, CallingWindow window)
    {
        var isSaturday = day.DayOfWeek == IsoDayOfWeek.Saturday;
        if ((isSaturday ? window.Saturday : window.Weekdays) is not { } hours)
            return null;
        if (day is not ({ Month: 5, Day: 4 } or { Month: 12, Day: 5 or 24 }))
            return (hours.From, hours.To);
        return (hours.From, LocalTime.Min(hours.To, isSaturday ? SaturdayEvening : Evening));
    }
}
