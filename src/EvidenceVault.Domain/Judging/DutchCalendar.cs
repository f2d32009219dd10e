using EvidenceVault.Domain.Books;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>
/// The public holidays of the Netherlands on which nobody is called, and the working days between them. Easter Sunday and Whit Sunday are Sundays;
/// Good Friday and 5 May count where a principal's policy says so.
/// </summary>
public static class DutchCalendar
{
    private const int Ascension = 39;
    private const int WhitMonday = 50;

    /// <summary>Easter Sunday of a year of the Gregorian calendar, by the anonymous computus (Meeus, Astronomical Algorithms, ch. 8).</summary>
    public static LocalDate EasterSunday(int year)
    {
        var golden = year % 19;
        var (century, ofCentury) = Math.DivRem(year, 100);
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var correction = (golden + (11 * epact) + (22 * weekday)) / 451;
        var (month, day) = Math.DivRem(epact + weekday - (7 * correction) + 114, 31);
        return new(year, month, day + 1);
    }

    /// <summary>King's Day: 27 April, or 26 April where that is a Sunday.</summary>
    public static LocalDate KingsDay(int year)
    {
        var day = new LocalDate(year, 4, 27);
        return day.DayOfWeek == IsoDayOfWeek.Sunday ? day.PlusDays(-1) : day;
    }

    /// <summary>Whether a day is a public holiday, by the holidays of the law and those that a policy adds.</summary>
    public static bool IsPublicHoliday(LocalDate day, HolidayPolicy policy) => day.Month switch
    {
        1 => day.Day == 1,
        3 or 4 or 5 or 6 => IsOfSpring(day, policy),
        12 => day.Day is 25 or 26,
        _ => false,
    };

    /// <summary>Whether a day is a working day: Monday to Friday, and no public holiday.</summary>
    public static bool IsWorkingDay(LocalDate day, HolidayPolicy policy) =>
        day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !IsPublicHoliday(day, policy);

    /// <summary>The working day that comes a number of working days after a day, which is itself not counted.</summary>
    public static LocalDate WorkingDayAfter(LocalDate day, int workingDays, HolidayPolicy policy)
    {
        while (workingDays > 0)
        {
            day = day.PlusDays(1);
            if (IsWorkingDay(day, policy))
                workingDays--;
        }

        return day;
    }

    private static bool IsOfSpring(LocalDate day, HolidayPolicy policy)
    {
        var sinceEaster = Period.DaysBetween(EasterSunday(day.Year), day);
        return sinceEaster is 1 or Ascension or WhitMonday
            || policy.GoodFriday && sinceEaster == -2
            || policy.LiberationDay && day is { Month: 5, Day: 5 }
            || day.Month == 4 && day == KingsDay(day.Year);
    }
}
