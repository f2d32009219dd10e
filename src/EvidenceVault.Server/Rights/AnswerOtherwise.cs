using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>
/// <c>POST P/access-requests/{reference}/answered-otherwise</c>: a request was answered outside the vault, or needs no answer any more, as when it was taken back. It
/// keeps nothing any longer.
/// </summary>
public static class AnswerOtherwise
{
    public static async Task<IResult> Post(string principal, string reference, HttpContext http, AccessRequests requests, IClock clock, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff) return Problem.NotFound.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var reason = fields.Reason("reason");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        if (await requests.Find(principal, reference, ct) is not { } request) return Problem.NotFound.ToResult();
        await requests.AnswerOtherwise(principal, request, reason!, http.Caller(), ct);
        return Results.Json(AccessRequestView.Of((await requests.Find(principal, reference, ct))!, clock.GetCurrentInstant()), VaultJson.Answers);
    }
}
