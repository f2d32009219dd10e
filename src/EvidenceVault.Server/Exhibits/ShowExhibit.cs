using EvidenceVault.Server.Access;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceVault.Server.Exhibits;

/// <summary><c>GET P/exhibits/{id}</c>: what an exhibit is and where it stands.</summary>
public static class ShowExhibit
{
    public static void MapShowExhibit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/principals/{principal}/exhibits/{id}", Get).WithName("getExhibit").Requires(Scopes.EvidenceRead);

    private static async Task<IResult> Get(
        string principal, string id, HttpContext http,
        [FromServices] ExhibitStreams streams, [FromServices] ExhibitDocuments documents, CancellationToken ct) =>
        await streams.Load(principal, id, ct) is { } exhibit && http.Caller().MaySee(principal, exhibit)
            ? await documents.Answer(http, principal, exhibit, StatusCodes.Status200OK, ct)
            : ExhibitAccess.NotFound.ToResult();
}
