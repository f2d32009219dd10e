using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Books;

/// <summary><c>GET /v1/parties</c> and one of them. The operator and principals see all; a party sees itself.</summary>
public static class ReadParties
{
    public static void MapReadParties(this RouteGroupBuilder parties)
    {
        parties.MapGet("{party}", Get).RequiresKey().WithName("getParty");
        parties.MapGet("", List).RequiresKey().WithName("listParties");
    }

    private static async Task<IResult> Get(string party, HttpContext context, Parties parties, CancellationToken ct)
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        return Sees(context.Caller(), party) && VersionOf.KnownAt(await parties.Descriptions(party, ct), at.KnownAt) is ({ } filed, var version)
            ? Answers.One(context, PartyAnswer.Of(filed.Value, version), version.Number)
            : Problem.NotFound.ToResult();
    }

    private static async Task<IResult> List(HttpContext context, Parties parties, CancellationToken ct)
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        var (paging, badPaging) = Paging.Read(context.Request);
        if (paging is null) return badPaging!.ToResult();
        var found = new List<PartyAnswer>();
        var after = paging.After;
        while (found.Count <= paging.Limit && await parties.List(after, paging.Limit + 1, ct) is { Count: > 0 } slugs)
        {
            var described = await parties.Descriptions([.. slugs.Where(slug => Sees(context.Caller(), slug))], ct);
            foreach (var slug in slugs)
                if (VersionOf.KnownAt(described.GetValueOrDefault(slug), at.KnownAt) is ({ } filed, var version))
                    found.Add(PartyAnswer.Of(filed.Value, version));
            after = slugs[^1];
        }

        return Results.Json(paging.Page(found, party => party.Ref));
    }

    private static bool Sees(Caller caller, string party) => caller.Party is not { } own || own == party;
}
