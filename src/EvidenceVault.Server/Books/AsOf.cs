using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Hosting;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Books;

/// <summary>The day that <c>?at=</c> asks about. A day is one in Europe/Amsterdam.</summary>
/// <param name="Day">The day; null: none was named, so now.</param>
public readonly record struct AsOf(LocalDate? Day)
{
    private static readonly Problem Invalid = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "at is a date, such as 2026-09-01.");

    /// <summary>Everything the vault has recorded, or had by the end of that day.</summary>
    public Instant KnownAt => Day is { } day ? Amsterdam.StartOf(day.PlusDays(1)) - Duration.FromTicks(10) : Instant.MaxValue;

    /// <summary>Reads it from the query.</summary>
    public static (AsOf AsOf, Problem? Problem) Read(HttpRequest request)
    {
        if (request.Query["at"] is not { Count: > 0 } at) return (default, null);
        return at.Count == 1 && LocalDatePattern.Iso.Parse(at[0]!) is { Success: true, Value: { Year: >= 1900 and <= 2200 } day } ? (new(day), null) : (default, Invalid);
    }

    /// <summary>The day it is.</summary>
    public static LocalDate Today(Instant now) => Amsterdam.DateOf(now);
}
