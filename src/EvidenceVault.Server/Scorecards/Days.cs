using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Hosting;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Scorecards;

/// <summary>The local days asked about: <c>?from=&amp;to=</c>, from the start of the one to the start of the other; without one, without end.</summary>
public sealed record Days(LocalDate? From, LocalDate? To)
{
    private static readonly LocalDate First = new(1900, 1, 1);
    private static readonly LocalDate Last = new(2200, 1, 1);

    private static readonly Problem NoDate = new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "from and to are dates, such as 2026-09-01; to is the first day that no longer counts.");

    private static readonly Problem Backwards = new(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "to is the first day that no longer counts, so it lies after from.");

    /// <summary>Reads them from the query.</summary>
    public static (Days? Days, Problem? Problem) Read(HttpRequest request)
    {
        if (!Date(request, "from", out var from) || !Date(request, "to", out var to)) return (null, NoDate);
        return to <= from ? (null, Backwards) : (new(from, to), null);
    }

    /// <summary>The first instant.</summary>
    public Instant Start => Amsterdam.StartOf(From ?? First);

    /// <summary>The first instant after it.</summary>
    public Instant End => Amsterdam.StartOf(To ?? Last);

    /// <summary>The first day.</summary>
    public LocalDate FirstDay => From ?? First;

    /// <summary>The first day after it.</summary>
    public LocalDate EndDay => To ?? Last;

    /// <summary>The whole months within, of which counts are kept: from the first day of the first to that of the first after them. None where the two are equal.</summary>
    public (LocalDate From, LocalDate To) Months
    {
        get
        {
            var from = FirstDay.Day == 1 ? FirstDay : FirstDay.With(DateAdjusters.StartOfMonth).PlusMonths(1);
            var to = EndDay.With(DateAdjusters.StartOfMonth);
            return to <= from ? (EndDay, EndDay) : (from, to);
        }
    }

    /// <summary>The days of this period in a month.</summary>
    public (LocalDate From, LocalDate To) Within(LocalDate month) => (LocalDate.Max(FirstDay, month), LocalDate.Min(EndDay, month.PlusMonths(1)));

    private static bool Date(HttpRequest request, string name, out LocalDate? date)
    {
        date = null;
        if (request.Query[name] is not { Count: > 0 } given) return true;
        if (given.Count > 1 || LocalDatePattern.Iso.Parse(given.ToString()) is not { Success: true } parsed) return false;
        date = parsed.Value;
        return date >= First && date <= Last;
    }
}
