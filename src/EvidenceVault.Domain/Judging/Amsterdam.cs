using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>The civil time of the Netherlands (Europe/Amsterdam), in which the law's days and terms are counted.</summary>
public static class Amsterdam
{
    /// <summary>The time zone.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    // The days that almost every call and term is on, each with its start: judging asks for them all the time, and the time zone takes long to tell.
    private static readonly LocalDate FirstNoted = new(2010, 1, 1);
    private static readonly (LocalDate Day, Instant Start)[] Noted =
        [.. Enumerable.Range(0, 50 * 366).Select(n => FirstNoted.PlusDays(n)).Select(day => (day, Zone.AtStartOfDay(day).ToInstant()))];

    /// <summary>The local day of an instant.</summary>
    public static LocalDate DateOf(Instant instant)
    {
        var since = instant - Noted[0].Start;
        if (since < Duration.Zero || since.Days >= Noted.Length - 1)
            return instant.InZone(Zone).Date;
        // The first day began in winter: one in summer begins up to an hour before a whole number of 24 hours after it.
        var next = Noted[since.Days + 1];
        return next.Start <= instant ? next.Day : Noted[since.Days].Day;
    }

    /// <summary>The first instant of a local day.</summary>
    public static Instant StartOf(LocalDate day)
    {
        var number = Period.DaysBetween(FirstNoted, day);
        return number >= 0 && number < Noted.Length ? Noted[number].Start : Zone.AtStartOfDay(day).ToInstant();
    }

    /// <summary>
    /// The last instant of a term: local date-time plus a calendar period, clipped at the end of a month. That very instant is still inside.
    /// A local time that the clock skips becomes the one an hour later; of one that comes twice, the first is meant.
    /// </summary>
    public static Instant EndOfTerm(Instant start, Period term) =>
        start.InZone(Zone).LocalDateTime.Plus(term).InZoneLeniently(Zone).ToInstant();
}
