using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Scorecards;

/// <summary><c>POST /v1/judgements/{slug}/rebuild</c>: has all that is kept of a principal's judgements made anew from the events. Scorecards say <c>recomputing</c> until it is done.</summary>
public static class RebuildJudgements
{
    public static async Task<IResult> Post(string slug, JudgedBooks judged, BookStore books, CancellationToken ct)
    {
        if (await books.Current(slug, ct) is null) return Problem.NotFound.ToResult();
        await judged.Rebuild(slug, ct);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }
}
