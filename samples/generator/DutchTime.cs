using System.Globalization;

namespace EvidenceVault.Samples.Generator;

/// <summary>Wall-clock times in Europe/Amsterdam, by the EU's rule, so that no time zone database decides about our bytes.</summary>
internal static class DutchTime
{
    public static string Instant(DateTime local) =>
        local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + (IsSummer(local) ? "+02:00" : "+01:00");

    public static DateTimeOffset Offset(DateTime local) => new(local, TimeSpan.FromHours(IsSummer(local) ? 2 : 1));

    public static string Date(DateTime local) => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whether a seller with any sense would have people called on this date.</summary>
    public static bool IsCallingDay(DateTime date) =>
        date.DayOfWeek != DayOfWeek.Sunday && !IsHoliday(date) && (date.Month, date.Day) != (5, 5) && date.Date != Easter(date.Year).AddDays(-2);

    public static bool IsHoliday(DateTime date)
    {
        var easter = Easter(date.Year);
        return (date.Month, date.Day) is (1, 1) or (4, 27) or (12, 25) or (12, 26)
            || date.Date == easter.AddDays(1) || date.Date == easter.AddDays(39) || date.Date == easter.AddDays(50);
    }

    private static bool IsSummer(DateTime local) =>
        local >= LastSunday(local.Year, 3).AddHours(2) && local < LastSunday(local.Year, 10).AddHours(3);

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(int)last.DayOfWeek);
    }

    private static DateTime Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = ((19 * a) + b - d - g + 15) % 30;
        int i = c / 4, k = c % 4, l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        int m = (a + (11 * h) + (22 * l)) / 451;
        int month = (h + l - (7 * m) + 114) / 31, day = ((h + l - (7 * m) + 114) % 31) + 1;
        return new DateTime(year, month, day);
    }
}
