using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Books;

/// <summary>Puts, reads and lists one kind of thing in a book.</summary>
public static class BookResourceEndpoints
{
    public static void MapBookResource<TResource, TEvent, TAnswer>(this RouteGroupBuilder principal)
        where TResource : IBookResource<TEvent, TAnswer>
        where TEvent : class
    {
        var path = TResource.Path;
        principal.MapPut($"{path}/{{reference}}", Put<TResource, TEvent, TAnswer>).Requires(Scopes.SetupWrite)
            .WithName($"put{TResource.Name}");
        principal.MapGet($"{path}/{{reference}}", Get<TResource, TEvent, TAnswer>).RequiresTenantKey().WithName($"get{TResource.Name}");
        principal.MapGet(path, List<TResource, TEvent, TAnswer>).RequiresTenantKey().WithName($"list{TResource.Name}s");
    }

    private static async Task<IResult> Put<TResource, TEvent, TAnswer>(
        string principal, string reference, HttpContext context, BookWriter writer, Parties parties, FiledTexts store, CancellationToken ct)
        where TResource : IBookResource<TEvent, TAnswer>
        where TEvent : class
    {
        if (References.Fault(reference) is { } fault) return fault.ToResult();
        var (json, malformed) = await JsonBody.Read(context.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var texts = new List<FiledText>();
        var fields = new JsonFields(json, errors);
        var put = TResource.Read(reference, fields, texts);
        fields.Done();
        if (errors.Count == 0) await TResource.Check(put, principal, parties, errors, ct);
        if (errors.Count > 0) return Problem.Of(errors).ToResult();

        var (book, changed, problem) = await writer.Put(principal, texts, (book, _) => Decide(book, put), ct);
        if (book is null) return problem!.ToResult();
        var (filed, version) = VersionOf.KnownAt(TResource.In(book)[reference], default(AsOf).KnownAt)!.Value;
        return Answers.Put(context, TResource.Answer(filed.Value, version, await store.Load(principal, [.. TResource.Texts(filed.Value)], ct)), version.Number, changed);

        BookChange Decide(Book? book, TEvent put)
        {
            if (book is null) return BookChange.Refused(Problem.NotFound);
            if (!TResource.In(book).TryGetValue(reference, out var versions)) return new(put);
            var before = versions[^1].Value;
            if (Answers.Same(before, put)) return BookChange.None;
            return TResource.MayFollow(before, put) is { } refusal ? BookChange.Refused(refusal) : new(put);
        }
    }

    private static async Task<IResult> Get<TResource, TEvent, TAnswer>(
        string principal, string reference, HttpContext context, BookStore books, FiledTexts store, CancellationToken ct)
        where TResource : IBookResource<TEvent, TAnswer>
        where TEvent : class
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        if (await books.Current(principal, ct) is not { } book
            || VersionOf.KnownAt(TResource.In(book).GetValueOrDefault(reference), at.KnownAt) is not ({ } filed, var version)
            || !TResource.Sees(context.Caller(), filed.Value))
            return Problem.NotFound.ToResult();
        var texts = await store.Load(principal, [.. TResource.Texts(filed.Value)], ct);
        return Answers.One(context, TResource.Answer(filed.Value, version, texts), version.Number);
    }

    private static async Task<IResult> List<TResource, TEvent, TAnswer>(
        string principal, HttpContext context, BookStore books, FiledTexts store, CancellationToken ct)
        where TResource : IBookResource<TEvent, TAnswer>
        where TEvent : class
    {
        var (at, problem) = AsOf.Read(context.Request);
        if (problem is not null) return problem.ToResult();
        var (paging, badPaging) = Paging.Read(context.Request);
        if (paging is null) return badPaging!.ToResult();
        if (await books.Current(principal, ct) is not { } book) return Problem.NotFound.ToResult();
        var caller = context.Caller();
        var found = TResource.In(book)
            .Where(entry => string.CompareOrdinal(entry.Key, paging.After) > 0)
            .Select(entry => (Ref: entry.Key, Held: VersionOf.KnownAt(entry.Value, at.KnownAt)))
            .Where(entry => entry.Held is { } held && TResource.Sees(caller, held.Filed.Value))
            .Take(paging.Limit + 1)
            .ToList();
        var page = paging.Page(found, entry => entry.Ref);
        var texts = await store.Load(principal, [.. page.Items.SelectMany(entry => TResource.Texts(entry.Held!.Value.Filed.Value)).Distinct()], ct);
        return Results.Json(new Page<TAnswer>(
            [.. page.Items.Select(entry => TResource.Answer(entry.Held!.Value.Filed.Value, entry.Held.Value.Version, texts))], page.Next));
    }
}
