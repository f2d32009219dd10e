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
        var (asOf, leaves, problem) = await AsOf(http.Request.Query["asOf"], ledger, ct);
        var now = clock.GetCurrentInstant();
        if (asOf > now) problem = new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.InFuture, "asOf lies in the future: what will be known then is not known yet.");
        var (all, badAll) = QueryWord.Flag(http.Request, "all");
        if ((problem ?? badAll) is { } wrong) return wrong.ToResult();
        // Read first: all that the ledger had by then is in what is read after.
        var position = await ledger.Size(ct);
        if (!Guid.TryParse(id, out var consumer) || await reader.Load(principal, consumer, ct) is not { } opened) return NotFound.ToResult();
        // What was written at the same moments, and numbered later, is of a later position.
        if (leaves is { } first && await ledger.After(first, [.. opened.Dossier.Facts.Select(f => f.EventId)], ct) is { Count: > 0 } later) opened = opened.Only(id => !later.Contains(id));
        var book = (await books.Current(principal, ct))!;
        if (DossierViews.Of(opened, book, http.Caller(), asOf, now, all) is not { } view) return NotFound.ToResult();
        await log.Note(principal, http, AccessKind.Dossier, consumer);
        return new DossierAnswer(view with { Position = position });
    }

    // A position is the handle that can be repeated: which facts it stands for never changes.
    private static async ValueTask<(Instant? AsOf, long? Leaves, Problem? Problem)> AsOf(string? text, LedgerReader ledger, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(text)) return default;
        // A plus sign in a query stands for a space unless it is escaped; no instant has one.
        if (Instants.Parse(text.Replace(' ', '+')) is { } instant) return (instant, null, null);
        if (!text.All(char.IsAsciiDigit))
            return (null, null, new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.InvalidInstant, "asOf is an RFC 3339 instant with an offset, such as 2026-09-01T10:15:00Z, or a position in the ledger, such as 18234."));
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && await ledger.RecordedBy(position, ct) is { } recorded
            ? (recorded, position, null)
            : (null, null, new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.PositionUnknown, "The ledger has no such position (yet): it begins with 1, and GET /ledger/checkpoint tells how far it goes. Or give an instant."));
    }
}
