using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Books;

/// <summary><c>PUT P/policy</c>: the principal's settings from a day on.</summary>
public static class SetPolicy
{
    public static void MapSetPolicy(this RouteGroupBuilder principal) =>
        principal.MapPut("policy", Put).Requires(Scopes.SetupWrite).WithName("putPolicy");

    private static async Task<IResult> Put(string principal, HttpContext context, BookWriter writer, CancellationToken ct)
    {
        var (json, malformed) = await JsonBody.Read(context.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var put = PolicyFields.Read(new JsonFields(json, errors));
        if (errors.Count > 0) return Problem.Of(errors).ToResult();

        var (book, changed, problem) = await writer.Put(principal, [], (book, now) => Decide(book, put, AsOf.Today(now)), ct);
        if (book is null) return problem!.ToResult();
        var index = book.Policies.FindLastIndex(p => p.Value.Policy.ValidFrom == put.Policy.ValidFrom);
        return Answers.Put(context, PolicyAnswer.Of(book.Policies[index], index + 1), index + 1, changed);
    }

    private static BookChange Decide(Book? book, PolicySet put, NodaTime.LocalDate today)
    {
        if (book is null) return BookChange.Refused(Problem.NotFound);
        if (book.Policies.FindLast(p => p.Value.Policy.ValidFrom == put.Policy.ValidFrom) is { } same
            && Answers.Same(same.Value with { TakenOver = false }, put)) return BookChange.None;
        if (put.Policy.ValidFrom >= today) return new(put);
        // Only a history that is taken over starts before the vault knew of it, and says so for good.
        return book.Policies.IsEmpty ? new(put with { TakenOver = true }) : BookChange.Refused(Problem.Of([StartsInPast]));
    }

    private static readonly FieldError StartsInPast = new(
        "/validFrom", ProblemCodes.PolicyStartsInPast, "A change starts today or later: it never changes how an earlier call was judged.");
}
