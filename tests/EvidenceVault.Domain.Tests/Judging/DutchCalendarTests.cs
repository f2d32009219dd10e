using CsCheck;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Domain.Tests;

public class DutchCalendarTests
{
    private static readonly HolidayPolicy OfTheLaw = new(false, false);
    private static readonly HolidayPolicy All = new(true, true);

    [Theory]
    [InlineData("1961-04-02")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")]
    [InlineData("2011-04-24")]
    [InlineData("2019-04-21")]
    [InlineData("2020-04-12")]
    [InlineData("2021-04-04")]
    [InlineData("2022-04-17")]
    [InlineData("2023-04-09")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2028-04-16")]
    [InlineData("2029-04-01")]
    [InlineData("2030-04-21")]
    [InlineData("2031-04-13")]
    [InlineData("2032-03-28")]
    [InlineData("2035-03-25")]
    [InlineData("2038-04-25")]
    [InlineData("2049-04-18")]
    [InlineData("2076-04-19")]
    [InlineData("2285-03-22")]
    public void easter_falls_where_the_tables_say(string day) => DutchCalendar.EasterSunday(Given.Day(day).Year).ShouldBe(Given.Day(day));

    [Fact]
    public void easter_is_the_first_sunday_after_the_ecclesiastical_full_moon_of_spring() =>
        Gen.Int[1900, 2199].Sample(year => DutchCalendar.EasterSunday(year) == ByTheMoon(year), iter: 300);

    [Theory]
    [InlineData(2024, "01-01 04-01 04-27 05-09 05-20 12-25 12-26")]
    [InlineData(2025, "01-01 04-21 04-26 05-29 06-09 12-25 12-26")]
    [InlineData(2026, "01-01 04-06 04-27 05-14 05-25 12-25 12-26")]
    [InlineData(2027, "01-01 03-29 04-27 05-06 05-17 12-25 12-26")]
    [InlineData(2028, "01-01 04-17 04-27 05-25 06-05 12-25 12-26")]
    [InlineData(2029, "01-01 04-02 04-27 05-10 05-21 12-25 12-26")]
    [InlineData(2030, "01-01 04-22 04-27 05-30 06-10 12-25 12-26")]
    [InlineData(2031, "01-01 04-14 04-26 05-22 06-02 12-25 12-26")]
    [InlineData(2038, "01-01 04-26 04-27 06-03 06-14 12-25 12-26")]
    public void a_year_has_these_public_holidays(int year, string days) => HolidaysOf(year, OfTheLaw).ShouldBe(days);

    [Theory]
    [InlineData(2024, "01-01 03-29 04-01 04-27 05-05 05-09 05-20 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26")]
    [InlineData(2035, "01-01 03-23 03-26 04-27 05-03 05-05 05-14 12-25 12-26")]
    public void good_friday_and_liberation_day_count_where_the_policy_says_so(int year, string days) => HolidaysOf(year, All).ShouldBe(days);

    [Theory]
    [InlineData(2014, "2014-04-26")]
    [InlineData(2020, "2020-04-27")]
    [InlineData(2024, "2024-04-27")]
    [InlineData(2025, "2025-04-26")]
    [InlineData(2031, "2031-04-26")]
    [InlineData(2036, "2036-04-26")]
    public void kings_day_moves_to_saturday_where_it_would_be_a_sunday(int year, string day) => DutchCalendar.KingsDay(year).ShouldBe(Given.Day(day));

    [Fact]
    public void every_year_has_seven_public_holidays_and_of_those_that_move_none_is_a_sunday() =>
        Gen.Int[2014, 2299].Sample(year =>
        {
            var days = Days(year).Where(d => DutchCalendar.IsPublicHoliday(d, OfTheLaw)).ToList();
            return days.Count == 7 && days.All(d => d.DayOfWeek != IsoDayOfWeek.Sunday || d.Month is 1 or 12);
        }, iter: 286);

    [Theory]
    [InlineData("2026-11-20", 5, "2026-11-27")]
    [InlineData("2026-11-21", 5, "2026-11-27")]
    [InlineData("2026-11-22", 5, "2026-11-27")]
    [InlineData("2026-12-23", 5, "2026-12-31")]
    [InlineData("2026-04-02", 5, "2026-04-10")]
    [InlineData("2026-04-23", 1, "2026-04-24")]
    [InlineData("2026-04-24", 1, "2026-04-28")]
    [InlineData("2028-02-28", 2, "2028-03-01")]
    [InlineData("2026-05-13", 1, "2026-05-15")]
    public void working_days_pass_over_weekends_and_holidays(string day, int workingDays, string then) =>
        DutchCalendar.WorkingDayAfter(Given.Day(day), workingDays, OfTheLaw).ShouldBe(Given.Day(then));

    [Fact]
    public void working_days_pass_over_the_holidays_of_the_policy_too()
    {
        DutchCalendar.WorkingDayAfter(Given.Day("2026-04-02"), 1, OfTheLaw).ShouldBe(Given.Day("2026-04-03"));
        DutchCalendar.WorkingDayAfter(Given.Day("2026-04-02"), 1, All).ShouldBe(Given.Day("2026-04-07"));
        DutchCalendar.WorkingDayAfter(Given.Day("2026-05-04"), 1, All).ShouldBe(Given.Day("2026-05-06"));
    }

    private static string HolidaysOf(int year, HolidayPolicy policy) =>
        string.Join(' ', Days(year).Where(d => DutchCalendar.IsPublicHoliday(d, policy)).Select(d => d.ToString("MM-dd", null)));

    private static IEnumerable<LocalDate> Days(int year)
    {
        for (var day = new LocalDate(year, 1, 1); day.Year == year; day = day.PlusDays(1))
            yield return day;
    }

    // Another way to the same day, by the table of paschal full moons from 1900 to 2199.
    private static LocalDate ByTheMoon(int year)
    {
        var golden = year % 19;
        var afterEquinox = ((19 * golden) + 24) % 30;
        if (afterEquinox is 29 || afterEquinox is 28 && golden > 10)
            afterEquinox--;
        return new LocalDate(year, 3, 21).PlusDays(afterEquinox).Next(IsoDayOfWeek.Sunday);
    }
}
