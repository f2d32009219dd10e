using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Rights;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary><c>GET P/access-requests</c>: what consumers asked for, with when it is due, the latest first. Late ones are marked.</summary>
public static class ListAccessRequests
{
    public static async Task<IResult> Get(
        string principal, HttpContext http, AccessRequests requests, DossierReader dossiers, JudgingBooks books, IClock clock, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff) return Problem.NotFound.ToResult();
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        var now = clock.GetCurrentInstant();
        var page = paging.Page(await requests.List(principal, InstantCursor.Read(paging.After), paging.Limit + 1, ct), r => InstantCursor.Write(r.ReceivedAt, r.Id));
        var book = BookAsKnown.Of((await books.Current(principal, ct))!, now);
        var asked = await dossiers.LoadMany(principal, page.Items.Where(r => r.Kind == AccessRequestKind.Proof).Select(r => r.Consumer).ToHashSet(), ct);
        // Where a request for proof stands is what its dossier says of it: one that was corrected away is not listed.
        var proofs = asked.Values.SelectMany(d => ProofRequests.Of(DossierAsKnown.Of(d, now), book)).ToDictionary(p => p.Request.EventId);
        var views = new List<AccessRequestView>(page.Items.Count);
        foreach (var request in page.Items)
        {
            if (request.Kind != AccessRequestKind.Proof) views.Add(AccessRequestView.Of(request, now));
            else if (proofs.TryGetValue(Guid.Parse(request.Id), out var proof)) views.Add(View(request.Consumer, proof, now));
        }

        return Results.Json(new Page<AccessRequestView>(views, page.Next), VaultJson.Answers);
    }

    private static AccessRequestView View(Guid consumer, ProofRequest proof, Instant now)
    {
        var answered = proof.Provided?.OccurredAt;
        return new(
            null, proof.Request.EventId, AccessRequestKind.Proof, consumer, proof.Request.OccurredAt, proof.End - Duration.FromTicks(10), answered, (answered ?? now) >= proof.End);
    }
}
