using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary><c>GET P/policy</c>: the settings in force today, or on the day <c>?at=</c> names; <c>GET P/policies</c>: all there ever were.</summary>
public static class ReadPolicy
{
    public static void MapReadPolicy(this RouteGroupBuilder principal)
    {
        principal.MapGet("policy", Get).RequiresTenantKey().WithName("getPolicy");
        principal.MapGet("policies", List).RequiresTenantKey().WithName("listPolicies");
    }

    private static async Task<IResult> Get(string principal, HttpContext context, BookStore books, IClock clock, CancellationToken ct)
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        if (await books.Current(principal, ct) is not { } book) return Problem.NotFound.ToResult();
        var day = at.Day ?? AsOf.Today(clock.GetCurrentInstant());
        if (book.PolicyFiledOn(day, Instant.MaxValue) is not { } filed) return Answers.One(context, PolicyAnswer.Defaults, 0);
        var version = book.Policies.FindIndex(p => p.Version == filed.Version) + 1;
        return Answers.One(context, PolicyAnswer.Of(filed, version), version);
    }

    private static async Task<IResult> List(string principal, HttpContext context, BookStore books, CancellationToken ct)
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        var (paging, badPaging) = Paging.Read(context.Request);
        if (paging is null) return badPaging!.ToResult();
        if (await books.Current(principal, ct) is not { } book) return Problem.NotFound.ToResult();
        var inForce = at.Day is { } day ? book.PolicyFiledOn(day, Instant.MaxValue) : null;
        var found = book.Policies
            .Select((filed, index) => (Filed: filed, Number: index + 1))
            .Where(policy => at.Day is null || policy.Filed.Version == inForce?.Version)
            .Select(policy => PolicyAnswer.Of(policy.Filed, policy.Number))
            .Where(policy => string.CompareOrdinal(Key(policy), paging.After) > 0)
            .Take(paging.Limit + 1)
            .ToList();
        return Results.Json(paging.Page(found, Key));
    }

    private static string Key(PolicyAnswer policy) => policy.Version.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
}
