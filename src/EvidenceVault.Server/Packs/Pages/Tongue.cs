using System.Globalization;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using NodaTime;
using PhoneNumbers;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Writes words, dates and numbers in the language of a pack, in Dutch time. Nothing depends on the machine's culture.</summary>
public sealed class Tongue(PackLanguage language)
{
    private static readonly string[] MonthsNl =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];

    private static readonly string[] MonthsEn =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public bool IsDutch => language == PackLanguage.Nl;

    /// <summary>The text of the two that is in the pack's language.</summary>
    public string this[string nl, string en] => IsDutch ? nl : en;

    public string this[Explanation words] => IsDutch ? words.Nl : words.En;

    public string Yes(bool yes) => yes ? this["ja", "yes"] : this["nee", "no"];

    /// <summary>A number with its thing, in the singular or plural.</summary>
    public string Count(int n, string oneNl, string manyNl, string oneEn, string manyEn) =>
        $"{Number(n)} {(n == 1 ? this[oneNl, oneEn] : this[manyNl, manyEn])}";

    public string Number(long n) => n.ToString("#,0", new NumberFormatInfo { NumberGroupSeparator = IsDutch ? "." : ",", NumberGroupSizes = [3] });

    public string Date(LocalDate day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {(IsDutch ? MonthsNl : MonthsEn)[day.Month - 1]} {day.Year}");

    public string Date(Instant at) => Date(Amsterdam.DateOf(at));

    /// <summary>As in a sentence: 17 september 2026, 15.20.30 uur.</summary>
    public string At(Instant at) => $"{Date(at)}, {Clock(at)}";

    /// <summary>The time of day, with seconds where there are any.</summary>
    public string Clock(Instant at)
    {
        var (local, mark) = (Local(at), IsDutch ? '.' : ':');
        var seconds = local.Second == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{mark}{local.Second:00}");
        return string.Create(CultureInfo.InvariantCulture, $"{local.Hour:00}{mark}{local.Minute:00}{seconds}{Offset(at)}{this[" uur", ""]}");
    }

    /// <summary>As in a table: 17-09-2026 15:20:30.</summary>
    public string Brief(Instant at)
    {
        var local = Local(at);
        return string.Create(CultureInfo.InvariantCulture, $"{BriefDate(local.Date)} {local.Hour:00}:{local.Minute:00}:{local.Second:00}{Offset(at)}");
    }

    public string BriefDate(LocalDate day) => IsDutch
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Day:00}-{day.Month:00}-{day.Year}")
        : string.Create(CultureInfo.InvariantCulture, $"{day.Day} {MonthsEn[day.Month - 1][..3]} {day.Year}");

    /// <summary>From one day until another, which is no longer part of it.</summary>
    public string Days(LocalDate from, LocalDate? until) => until is { } end
        ? $"{Date(from)} {this["tot", "until"]} {Date(end)}"
        : $"{this["vanaf", "from"]} {Date(from)}";

    /// <summary>Time gone by, in its two largest units.</summary>
    public string Elapsed(Duration elapsed)
    {
        var d = elapsed < Duration.Zero ? -elapsed : elapsed;
        return d.TotalDays >= 2 ? Two(d.Days, "dag", "dagen", "day", "days", d.Hours, "uur", "uur", "hour", "hours")
            : d.TotalHours >= 1 ? Two((int)d.TotalHours, "uur", "uur", "hour", "hours", d.Minutes, "minuut", "minuten", "minute", "minutes")
            : d.TotalMinutes >= 1 ? Two(d.Minutes, "minuut", "minuten", "minute", "minutes", d.Seconds, "seconde", "seconden", "second", "seconds")
            : Count(d.Seconds, "seconde", "seconden", "second", "seconds");
    }

    /// <summary>The length of a recording: 4:12.</summary>
    public static string Length(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 60_000}:{ms / 1000 % 60:00}");

    public string Term(Period p)
    {
        var parts = new List<string>();
        void Add(long n, string oneNl, string manyNl, string oneEn, string manyEn)
        {
            if (n != 0) parts.Add(Count((int)n, oneNl, manyNl, oneEn, manyEn));
        }

        Add(p.Years, "jaar", "jaar", "year", "years");
        Add(p.Months, "maand", "maanden", "month", "months");
        Add(p.Weeks, "week", "weken", "week", "weeks");
        Add(p.Days, "dag", "dagen", "day", "days");
        Add(p.Hours, "uur", "uur", "hour", "hours");
        Add(p.Minutes, "minuut", "minuten", "minute", "minutes");
        return And(parts);
    }

    /// <summary>A, b en c.</summary>
    public string And(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} {this["en", "and"]} {parts[^1]}",
    };

    /// <summary>A, b of c.</summary>
    public string Or(IReadOnlyList<string> parts) => parts.Count < 2 ? And(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} {this["of", "or"]} {parts[^1]}";

    public string Size(long bytes) => bytes < 1000 ? $"{bytes} bytes" : bytes < 1_000_000 ? $"{Number(bytes / 1000)} kB" : $"{Decimal(bytes / 100_000)} MB";

    /// <summary>A phone number as it is written: +31 6 12480637.</summary>
    public static string Phone(string e164)
    {
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            return util.Format(util.Parse(e164, null), PhoneNumberFormat.INTERNATIONAL).Replace(' ', '\u00A0');
        }
        catch (NumberParseException)
        {
            return e164;
        }
    }

    private static LocalDateTime Local(Instant at) => at.InZone(Amsterdam.Zone).LocalDateTime;

    // In the hour that comes twice, the time alone does not say which.
    private static string Offset(Instant at) => Amsterdam.Zone.MapLocal(Local(at)).Count > 1 ? $" ({at.InZone(Amsterdam.Zone).Offset:g})" : "";

    private string Decimal(long tenths) => $"{Number(tenths / 10)}{this[",", "."]}{tenths % 10}";

    private string Two(int a, string a1Nl, string aNl, string a1En, string aEn, int b, string b1Nl, string bNl, string b1En, string bEn)
    {
        var first = Count(a, a1Nl, aNl, a1En, aEn);
        return b == 0 ? first : $"{first} {this["en", "and"]} {Count(b, b1Nl, bNl, b1En, bEn)}";
    }
}
