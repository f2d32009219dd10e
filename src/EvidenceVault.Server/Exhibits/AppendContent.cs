using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceVault.Server.Exhibits;

/// <summary><c>PATCH P/exhibits/{id}/content</c>: takes the next part of an announced exhibit's bytes. <c>HEAD</c> tells which that is.</summary>
/// <remarks>
/// What comes in is kept in pieces as it comes, so a request that breaks off loses at most what was on its way. The last piece is never
/// kept by itself: with it the whole is checked and stored, so an offset at the end always means stored.
/// </remarks>
public static class AppendContent
{
    private static readonly Problem NoOffset = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "Say in Upload-Offset where in the file these bytes belong, such as 0. HEAD on this address tells which offset comes next.");

    public static void MapAppendContent(this IEndpointRouteBuilder routes) =>
        routes.MapPatch("/v1/principals/{principal}/exhibits/{id}/content", Patch).WithName("appendExhibitContent")
            .WithMetadata(new RequestSizeLimitAttribute(ExhibitAnnouncedItem.LargestSize))
            .Requires(Scopes.EvidenceWrite);

    private static async Task<IResult> Patch(
        string principal, string id, HttpContext http, [FromServices] ExhibitStreams streams, [FromServices] ExhibitContents contents,
        [FromServices] UploadParts parts, [FromServices] ExhibitDocuments documents, [FromServices] KeyWatch watch, CancellationToken ct)
    {
        var caller = http.Caller();
        if (await streams.Load(principal, id, ct) is not { } exhibit || !caller.MaySee(principal, exhibit)) return ExhibitAccess.NotFound.ToResult();
        if (exhibit.DeletedAt is not null) return ReadContent.Deleted.ToResult();
        if (StoreContent.Fault(http.Request, "Say in Upload-Offset where the bytes belong") is { } fault) return fault.ToResult();
        if (UploadOffset.Of(http.Request) is not { } from) return NoOffset.ToResult();
        BodyRate.AtLeast(http, StoreContent.LeastRate);
        var request = new PartRequest(principal, exhibit, http, streams, contents, parts, documents, watch.Over(http), caller.Holder);
        try
        {
            return await request.Run(from, ct);
        }
        catch (ContentMismatchException e)
        {
            await parts.Drop(principal, id, CancellationToken.None);
            UploadOffset.Tell(http, exhibit, 0);
            return new Problem(StatusCodes.Status422UnprocessableEntity, ProblemCodes.ContentMismatch, e.Message).ToResult();
        }
        catch (BlobDamagedException e)
        {
            return await request.Lost(e);
        }
        catch (BlobsUnavailableException e)
        {
            return ReadContent.Unavailable(http, id, e, "HEAD tells how much of the file is kept; go on from there.").ToResult();
        }
    }
}
