using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Rights;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceVault.Server.Exhibits;

/// <summary><c>GET</c> and <c>HEAD P/exhibits/{id}/content</c>: gives the bytes of an exhibit, or a range of them, and notes to whom.</summary>
public static class ReadContent
{
    public static readonly Problem Deleted = new(
        StatusCodes.Status410Gone, ProblemCodes.ContentDeleted, "This exhibit's content was lawfully deleted. Its record, hash and destruction certificate remain.");

    private static readonly Problem Awaited = new(
        StatusCodes.Status409Conflict, ProblemCodes.ContentNotStored, "This exhibit was announced, but its content has not come in yet.");

    private static readonly Problem Restricted = new(
        StatusCodes.Status403Forbidden, ProblemCodes.ContentRestricted,
        "A hold keeps this exhibit past its term, and nobody decided in time that it may be used (AVG 18). A second person decides, with POST …/holds/{ref}/decisions.");

    private static readonly Problem Damaged = new(
        StatusCodes.Status500InternalServerError, ProblemCodes.Internal, "This exhibit's content cannot be read as it was stored, so none of it is given. The operator was alarmed.");

    public static void MapReadContent(this IEndpointRouteBuilder routes)
    {
        const string path = "/v1/principals/{principal}/exhibits/{id}/content";
        routes.MapGet(path, Get).WithName("readExhibitContent").Requires(Scopes.ExhibitListen).TakesReason();
        // Whoever uploads asks by HEAD how far it came, and need not be one who may listen.
        routes.MapMethods(path, [HttpMethods.Head], Get).WithName("headExhibitContent").RequiresEither(Scopes.ExhibitListen, Scopes.EvidenceWrite);
    }

    private static async Task<IResult> Get(
        string principal, string id, HttpContext http,
        [FromServices] ExhibitStreams streams, [FromServices] ExhibitContents contents, [FromServices] UploadParts parts,
        [FromServices] IExhibitTerms terms, [FromServices] RestrictedUse restricted, [FromServices] DamageAlarms alarms, CancellationToken ct)
    {
        var caller = http.Caller();
        if (await streams.Load(principal, id, ct) is not { } exhibit || !caller.MaySee(principal, exhibit)) return ExhibitAccess.NotFound.ToResult();
        if (exhibit.DeletedAt is not null) return Deleted.ToResult();
        var head = HttpMethods.IsHead(http.Request.Method);
        if (exhibit.StoredAt is null)
        {
            if (!head) return Awaited.ToResult();
            UploadOffset.Tell(http, exhibit, (await parts.Find(principal, id, ct)).Offset);
            return Results.NoContent();
        }

        if (!head && await terms.IsRestricted(principal, id, ct)) return Restricted.ToResult();
        if (!head && await restricted.Refusal(principal, id, http.Request, ct) is { } refused) return refused.ToResult();
        if (head) UploadOffset.Tell(http, exhibit, exhibit.Announced.Size);
        var asked = ContentRequest.Of(http.Request, exhibit.Announced);
        if (asked.Unchanged) return ContentAnswer.NotModified(http, exhibit);
        if (asked.Unsatisfiable) return ContentAnswer.NotSatisfiable(http, exhibit);
        try
        {
            // HEAD gives no bytes, so there is no read to note; it opens the blob nonetheless, and so tells the truth.
            await using var content = await contents.Open(principal, exhibit, asked.From, head ? 0 : asked.Count, ct);
            if (content is null) return Deleted.ToResult();
            if (head) return ContentAnswer.Head(http, exhibit, asked);
            return await ContentAnswer.Send(
                http, exhibit, asked, content, () => contents.NoteRead(principal, exhibit, caller, AccessReason.Of(http), asked.From, asked.From + asked.Count - 1, ct), ct);
        }
        catch (BlobDamagedException e)
        {
            alarms.Raise(principal, id, e);
            return Fail(http, Damaged);
        }
        catch (BlobsUnavailableException e)
        {
            return Fail(http, Unavailable(http, id, e));
        }
    }

    /// <summary>The blob store's trouble, as an answer and in the log.</summary>
    public static Problem Unavailable(HttpContext http, string exhibit, BlobsUnavailableException e, string changed = "Nothing was changed; try again.")
    {
        Log(http).LogError(e, "The blob store failed at the content of exhibit {Exhibit}. {Reason}", exhibit, e.Message);
        return new(
            StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, $"The storage of exhibits cannot be reached just now. {changed}")
        {
            RetryAfter = 5,
        };
    }

    // Once bytes are out, breaking off the connection is the only way left to say that they are not all.
    private static IResult Fail(HttpContext http, Problem problem)
    {
        if (!http.Response.HasStarted)
        {
            ContentAnswer.Clear(http);
            return problem.ToResult();
        }

        http.Abort();
        return Results.Empty;
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("EvidenceVault.Server.Exhibits");
}
