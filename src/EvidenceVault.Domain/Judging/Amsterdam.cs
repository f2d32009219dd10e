using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>The civil time of the Netherlands (Europe/Amsterdam), in which the law's days and terms are counted.</summary>
public static class Amsterdam
{
    /// <summary>The time zone.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    /// <summary>The local day of an instant.</summary>
    public static LocalDate DateOf(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>The first instant of a local day.</summary>
    public static Instant StartOf(LocalDate day) => Zone.AtStartOfDay(day).ToInstant();

    /// <summary>
    /// The last instant of a term: local date-time plus a calendar period, clipped at the end of a month. That very instant is still inside.
    /// A local time that the clock skips becomes the one an hour later; of one that comes twice, the first is meant.
    /// </summary>
    public static Instant EndOfTerm(Instant start, Period term) =>
        start.InZone(Zone).LocalDateTime.Plus(term).InZoneLeniently(Zone).ToInstant();
}
