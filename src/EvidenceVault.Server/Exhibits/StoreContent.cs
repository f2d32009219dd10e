using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EvidenceVault.Server.Exhibits;

/// <summary><c>PUT P/exhibits/{id}/content</c>: takes in the bytes of an announced exhibit, in one go.</summary>
/// <remarks>The media type is the announced one; what the request says of it is not looked at, since many clients send their own default.</remarks>
public static class StoreContent
{
    // At this rate the largest file takes 18 hours, and an upload is given up after 24.
    internal static readonly MinDataRate LeastRate = new(bytesPerSecond: 32 << 10, gracePeriod: TimeSpan.FromSeconds(30));

    public static void MapStoreContent(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/principals/{principal}/exhibits/{id}/content", Put).WithName("storeExhibitContent")
            .WithMetadata(new RequestSizeLimitAttribute(ExhibitAnnouncedItem.LargestSize))
            .Requires(Scopes.EvidenceWrite);

    private static async Task<IResult> Put(
        string principal, string id, HttpContext http,
        [FromServices] ExhibitStreams streams, [FromServices] ExhibitContents contents, [FromServices] ExhibitDocuments documents, [FromServices] KeyWatch watch, CancellationToken ct)
    {
        var caller = http.Caller();
        if (await streams.Load(principal, id, ct) is not { } exhibit || !caller.MaySee(principal, exhibit)) return ExhibitAccess.NotFound.ToResult();
        if (exhibit.DeletedAt is not null) return ReadContent.Deleted.ToResult();
        if (Fault(http.Request) is { } fault) return fault.ToResult();
        BodyRate.AtLeast(http, LeastRate);
        await using var body = new WatchedStream(http.Request.Body, watch.Over(http));
        await using var content = new AnnouncedContentStream(body, exhibit.Announced.Size, exhibit.Announced.Sha256);
        try
        {
            if (http.Request.ContentLength is { } length && length != exhibit.Announced.Size)
                throw new ContentMismatchException(AnnouncedContentStream.WrongSize(exhibit.Announced.Size, $"the request says it brings {length}"));
            var stored = exhibit.StoredAt is null ? await contents.Keep(principal, exhibit, caller.Holder, content, ct) : null;
            // What is there already is what was announced, so the same content is what is as announced.
            if (!content.Complete) await content.CopyToAsync(Stream.Null, ct);
            return stored is not null
                ? await documents.Answer(http, principal, stored, StatusCodes.Status201Created, ct)
                : await documents.Answer(http, principal, (await streams.Load(principal, id, ct))!, StatusCodes.Status200OK, ct);
        }
        catch (ContentMismatchException e)
        {
            return Mismatch(exhibit, e).ToResult();
        }
        catch (LetInNoLongerException e)
        {
            return e.Problem.ToResult();
        }
        catch (BlobsUnavailableException e)
        {
            return ReadContent.Unavailable(http, id, e).ToResult();
        }
    }

    /// <summary>Why the bytes of a request cannot be taken as they are.</summary>
    internal static Problem? Fault(HttpRequest request, string howMuch = "Send the whole file in one go") =>
        request.Headers.ContentRange.Count > 0
            ? new(StatusCodes.Status400BadRequest, ProblemCodes.BadRequest, $"{howMuch}, without Content-Range.")
            : request.Headers.ContentEncoding.Count > 0
                ? new(StatusCodes.Status415UnsupportedMediaType, ProblemCodes.UnsupportedMediaType, "Send the file as it is, without Content-Encoding.")
                : null;

    private static Problem Mismatch(Exhibit exhibit, ContentMismatchException e) => exhibit.StoredAt is null
        ? new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.ContentMismatch, e.Message)
        : new(StatusCodes.Status409Conflict, ProblemCodes.ContentAlreadyStored, $"This exhibit's content is stored already, and this is another file. {e.Message}");
}
