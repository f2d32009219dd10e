using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Scorecards;

/// <summary><c>POST P/judgements/rebuild</c>: has all that is kept of judgements made anew from the events. Scorecards say <c>recomputing</c> until it is done.</summary>
public static class RebuildJudgements
{
    public static async Task<IResult> Post(string principal, JudgedBooks judged, BookStore books, CancellationToken ct)
    {
        if (await books.Current(principal, ct) is null) return Problem.NotFound.ToResult();
        await judged.Rebuild(principal, ct);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }
}
