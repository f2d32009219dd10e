using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Access;

/// <summary><c>GET /v1/keys</c>: the keys there are, revoked ones too; a principal sees its own and its agencies'. Secrets are never shown.</summary>
public static class ListKeys
{
    public static void MapListKeys(this RouteGroupBuilder keys) =>
        keys.MapGet("", Get).Requires(Scopes.SetupWrite, orOperator: true).WithName("listKeys");

    public static async Task<IResult> Get(HttpContext context, ApiKeys keys, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(context.Request);
        if (paging is null) return problem!.ToResult();
        var found = await keys.List(context.Caller().Principal, paging.After, paging.Limit + 1, ct);
        return Results.Json(paging.Page(found, key => key.Id));
    }
}
