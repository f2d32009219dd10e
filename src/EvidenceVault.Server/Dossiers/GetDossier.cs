using System.Globalization;
using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Ledger;
using NodaTime;

namespace EvidenceVault.Server.Dossiers;

/// <summary><c>GET P/consumers/{id}/dossier</c>: everything about one consumer, each call with its judgement.</summary>
public static class GetDossier
{
    private static readonly Problem NotFound = new(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is no such consumer here.");

    public static async Task<IResult> Get(
        string principal, string id, HttpContext http, DossierReader reader, JudgingBooks books, LedgerReader ledger, AccessLogWriter log, IClock clock, CancellationToken ct)
    {
        var (asOf, problem) = AsOf(http.Request.Query["asOf"]);
        var now = clock.GetCurrentInstant();
        if (asOf > now) problem = new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.InFuture, "asOf lies in the future: what will be known then is not known yet.");
        if (problem is not null) return problem.ToResult();
        // Read first: all that the ledger had by then is in what is read after.
        var position = await ledger.Size(ct);
        if (!Guid.TryParse(id, out var consumer) || await reader.Load(principal, consumer, ct) is not { } opened) return NotFound.ToResult();
        var book = (await books.Current(principal, ct))!;
        var all = http.Request.Query["all"] == "true";
        if (DossierViews.Of(opened, book, http.Caller(), asOf, now, all) is not { } view) return NotFound.ToResult();
        await log.Note(principal, http, AccessKind.Dossier, consumer);
        return new DossierAnswer(view with { Position = position });
    }

    private static (Instant? AsOf, Problem? Problem) AsOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return default;
        // A plus sign in a query stands for a space unless it is escaped; no instant has one.
        if (Instants.Parse(text.Replace(' ', '+')) is { } instant) return (instant, null);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? (null, new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.PositionUnknown, "A dossier as of a ledger position cannot be had yet; give an instant."))
            : (null, new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.InvalidInstant, "asOf is an RFC 3339 instant with an offset, such as 2026-09-01T10:15:00Z."));
    }
}
