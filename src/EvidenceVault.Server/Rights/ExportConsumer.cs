using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>
/// <c>GET P/consumers/{id}/export</c>: all that is kept about a consumer, as one ZIP file (AVG 15). For the principal's staff who may read evidence and listen to
/// recordings. With <c>?request=</c> it answers a request that was registered.
/// </summary>
public static class ExportConsumer
{
    private static readonly Problem NotFound = new(StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is no such consumer here.");

    private static readonly Problem MayNotListen = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing, $"An export holds recordings: the key needs the scope {Scopes.ExhibitListen} beside {Scopes.EvidenceRead}.");

    private static readonly Problem BadRequest = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "request is the reference of a request of this consumer that was registered by PUT P/access-requests.");

    private static readonly Problem Erased = new(
        StatusCodes.Status409Conflict, ProblemCodes.ConsumerErased, "The data of this consumer were erased, and what is left cannot be linked to anybody.");

    private static readonly Problem Restricted = new(
        StatusCodes.Status409Conflict, ProblemCodes.ConsumerRestricted,
        "Erasure of this person was asked for: who it is may be used for an inquiry and for the person alone (AVG 18). Register the person's request by PUT P/access-requests, and name it in request.");

    public static async Task<IResult> Get(
        string principal, string id, HttpContext http, DossierReader dossiers, JudgingBooks books, AccessRequests requests, AccessLogWriter log, ExhibitContents contents,
        IExhibitTerms terms, ExportFiles files, IClock clock, CancellationToken ct)
    {
        var caller = http.Caller();
        if (!caller.IsPrincipalStaff || !Guid.TryParse(id, out var consumer) || await dossiers.Load(principal, consumer, ct) is not { } opened) return NotFound.ToResult();
        if (!caller.Scopes.Contains(Scopes.ExhibitListen)) return MayNotListen.ToResult();
        var (request, isBad) = await Request(principal, consumer, http.Request.Query["request"], requests, ct);
        if (isBad) return BadRequest.ToResult();
        if (opened.IsErased) return Erased.ToResult();
        if (opened.IsRestricted && request is null) return Restricted.ToResult();
        var book = (await books.Current(principal, ct))!;
        var now = clock.GetCurrentInstant();
        List<(Exhibit Exhibit, ExportedExhibit Exported)> exhibits;
        try
        {
            exhibits = await Readable(principal, opened, contents, terms, http, ct);
        }
        catch (BlobsUnavailableException e)
        {
            return ReadContent.Unavailable(http, "(of an export)", e).ToResult();
        }

        await log.Note(principal, http, AccessKind.Export, consumer);
        return new Export(principal, opened, book, exhibits, request, now, files);
    }

    // What cannot be read is found out while an answer can still say so. One damaged file does not keep the rest from the person.
    private static async Task<List<(Exhibit Exhibit, ExportedExhibit Exported)>> Readable(
        string principal, OpenedDossier opened, ExhibitContents contents, IExhibitTerms terms, HttpContext http, CancellationToken ct)
    {
        var exhibits = new List<(Exhibit, ExportedExhibit)>(opened.Dossier.Exhibits.Count);
        foreach (var exhibit in opened.Dossier.Exhibits)
        {
            var exported = ExportedExhibit.Of(exhibit, opened.Dossier.Consumer);
            if (exported.File is not null && await terms.IsRestricted(principal, exhibit.Id, ct)) exported = exported with { File = null, Why = "restricted" };
            try
            {
                if (exported.File is not null) await using (await contents.Open(principal, exhibit, 0, 0, ct)) { }
            }
            catch (BlobDamagedException e)
            {
                http.RequestServices.GetRequiredService<DamageAlarms>().Raise(principal, exhibit.Id, e);
                exported = exported with { File = null, Why = "unreadable" };
            }

            exhibits.Add((exhibit, exported));
        }

        return exhibits;
    }

    private static async Task<(AccessRequest? Request, bool IsBad)> Request(
        string principal, Guid consumer, Microsoft.Extensions.Primitives.StringValues asked, AccessRequests requests, CancellationToken ct)
    {
        if (asked.Count == 0) return default;
        var request = asked is [{ } reference] ? await requests.Find(principal, reference, ct) : null;
        return (request, request?.Consumer != consumer);
    }

    private sealed class Export(
        string principal, OpenedDossier opened, Book book, IReadOnlyList<(Exhibit Exhibit, ExportedExhibit Exported)> exhibits, AccessRequest? request, Instant now, ExportFiles files) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "application/zip";
            response.Headers.CacheControl = "no-store";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentDisposition = $"attachment; filename=\"consumer-{opened.Dossier.Consumer:N}.zip\"";
            try
            {
                await files.Write(principal, opened, book, exhibits, request, now, httpContext, httpContext.RequestAborted);
            }
            catch (Exception) when (response.HasStarted)
            {
                // Half a file must not pass for a whole one.
                httpContext.Abort();
                throw;
            }
        }
    }
}
