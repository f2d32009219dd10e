using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Keys;
using NodaTime;

namespace EvidenceVault.Server.Books;

/// <summary>A principal as it is answered.</summary>
public sealed record PrincipalAnswer(
    string Ref,
    string Name,
    string Kvk,
    IReadOnlyList<string> CallerNumbers,
    IReadOnlyList<Registration> Registrations,
    int Version,
    Instant RecordedAt);

/// <summary><c>/v1/principals/{principal}</c>: whom calls are made for. The operator creates it; afterwards it may describe itself.</summary>
public static class Principals
{
    private const int MostNumbers = 1000;
    private const int MostName = 200;
    private const int MostArticle = 40;

    public static void MapPrincipals(this RouteGroupBuilder principals)
    {
        principals.MapPut("{principal}", Put).Requires(Scopes.SetupWrite, orOperator: true).WithName("putPrincipal");
        principals.MapGet("{principal}", Get).RequiresKey().WithName("getPrincipal");
        principals.MapGet("", List).RequiresKey().WithName("listPrincipals");
    }

    private static async Task<IResult> Put(string principal, HttpContext context, BookWriter writer, BookStore books, KeyStore keys, CancellationToken ct)
    {
        if (References.SlugFault(principal) is { } fault) return fault.ToResult();
        var (json, malformed) = await JsonBody.Read(context.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var put = Read(principal, new JsonFields(json, errors));
        if (errors.Count > 0) return Problem.Of(errors).ToResult();

        var mayCreate = context.Caller().IsOperator;
        // Keys that a crash leaves without a principal open nothing.
        if (mayCreate && await books.Current(principal, ct) is null) await keys.MakePrincipal(principal, ct);
        var (book, changed, problem) = await writer.Put(principal, [], (book, _) => Decide(book), ct);
        if (book is null) return problem!.ToResult();
        var (filed, version) = VersionOf.KnownAt(book.Descriptions, default(AsOf).KnownAt)!.Value;
        return Answers.Put(context, Answer(filed.Value, version), version.Number, changed);

        BookChange Decide(Book? book)
        {
            if (book is null && !mayCreate) return BookChange.Refused(Problem.NotFound);
            return book?.Descriptions is [.., var last] && Answers.Same(last.Value, put) ? BookChange.None : new(put);
        }
    }

    private static async Task<IResult> Get(string principal, HttpContext context, BookStore books, CancellationToken ct)
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        return VersionOf.KnownAt((await books.Current(principal, ct))?.Descriptions, at.KnownAt) is ({ } filed, var version)
            ? Answers.One(context, Answer(filed.Value, version), version.Number)
            : Problem.NotFound.ToResult();
    }

    private static async Task<IResult> List(HttpContext context, BookStore books, Visibility visibility, CancellationToken ct)
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        var (paging, badPaging) = Paging.Read(context.Request);
        if (paging is null) return badPaging!.ToResult();
        var found = new List<PrincipalAnswer>();
        if (context.Caller().Principal is { } own)
        {
            if (string.CompareOrdinal(own, paging.After) > 0) await Add(own);
            return Results.Json(paging.Page(found, principal => principal.Ref));
        }

        var after = paging.After;
        while (found.Count <= paging.Limit && await books.Principals(after, paging.Limit + 1, ct) is { Count: > 0 } principals)
        {
            foreach (var principal in principals)
                if (await visibility.Sees(context.Caller(), principal, ct)) await Add(principal);
            after = principals[^1];
        }

        return Results.Json(paging.Page(found, principal => principal.Ref));

        async Task Add(string principal)
        {
            if (VersionOf.KnownAt((await books.Current(principal, ct))?.Descriptions, at.KnownAt) is ({ } filed, var version))
                found.Add(Answer(filed.Value, version));
        }
    }

    private static PrincipalDescribed Read(string principal, JsonFields fields)
    {
        var put = new PrincipalDescribed(
            principal,
            fields.BusinessName("name", MostName) ?? "",
            fields.Kvk("kvk", required: true) ?? "",
            fields.Phones("callerNumbers", MostNumbers) ?? [],
            fields.Objects("registrations", 50, ReadRegistration) ?? []);
        fields.Done();
        return put;
    }

    private static Registration ReadRegistration(JsonFields fields)
    {
        var kind = fields.Word<RegistrationKind>("kind", required: true);
        var article = fields.Text("article", MostArticle);
        if (article is not null && kind is not RegistrationKind.Licence)
            fields.Fault("article", ProblemCodes.Contradiction, "Only a licence has an article.");
        var validFrom = fields.Date("validFrom", required: true);
        var validTo = fields.Date("validTo");
        if (validTo <= validFrom) fields.Fault("validTo", ProblemCodes.EndsBeforeStart, "validTo is the first day it no longer holds, so it lies after validFrom.");
        return new(
            kind.GetValueOrDefault(), article, fields.Reference("reference", required: true) ?? "", validFrom.GetValueOrDefault(), validTo, fields.UrlReference("exhibit"));
    }

    private static PrincipalAnswer Answer(PrincipalDescribed p, VersionOf version) =>
        new(p.Principal, p.Name, p.Kvk, p.CallerNumbers, p.Registrations, version.Number, version.RecordedAt);
}
