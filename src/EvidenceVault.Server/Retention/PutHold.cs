using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary><c>PUT P/holds/{ref}</c>: places a hold, effective when answered, or says that it was looked at and stands.</summary>
public static class PutHold
{
    public static readonly Problem BadReference = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.InvalidReference,
        "A reference is letters, digits, dots, underscores and hyphens, at most 100, and never reads as a phone number or mail address.");

    private static readonly Problem ScopeFixed = new(
        StatusCodes.Status409Conflict, ProblemCodes.HoldScopeFixed, "The scope of a hold never changes. Place another hold, and have this one released.");

    private static readonly Problem Gone = new(
        StatusCodes.Status409Conflict, ProblemCodes.HoldReleased, "This hold was released, and its reference is taken for good. Place another one.");

    public static async Task<IResult> Put(string principal, string hold, HttpContext http, HoldStore holds, InquiryStore inquiries, IClock clock, CancellationToken ct)
    {
        if (!JsonFields.IsUrlReference(hold) || Domain.Identity.PersonalData.ReadsAsPersonal(hold)) return BadReference.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var inquiry = fields.UrlReference("inquiry");
        var scope = fields.Scope("scope", required: inquiry is null);
        var reason = fields.Reason("reason");
        var approver = fields.Reference("approver", required: true);
        var reviewOn = fields.Date("reviewOn", required: true);
        var today = Domain.Judging.Amsterdam.DateOf(clock.GetCurrentInstant());
        if (reviewOn < today) fields.Fault("reviewOn", ProblemCodes.InPast, "The day of review is today or later.");
        fields.Done();
        if (inquiry is not null)
        {
            if (await inquiries.Find(principal, inquiry, ct) is not { } found) fields.Fault("inquiry", ProblemCodes.UnknownInquiry, "There is no such inquiry here. Open it first.");
            else scope ??= errors.Count == 0 ? found.Opened.Scope : null;
        }

        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        var made = false;
        var (standing, problem, reach) = await holds.Change(principal, hold, (there, now) =>
        {
            if (there is null)
            {
                made = true;
                return new(new HoldPlaced(now, hold, scope!, reason!, approver!, reviewOn!.Value, inquiry, caller.KeyId, caller.Doer));
            }

            if (!there.Stands) return new(null, Gone);
            if (!there.Placed.Scope.IsSame(scope!) || there.Placed.Inquiry != inquiry) return new(null, ScopeFixed);
            return (there.Reason, there.Approver, there.ReviewOn) == (reason, approver, reviewOn)
                ? new(null)
                : new(new HoldReviewed(now, hold, reason!, approver!, reviewOn!.Value, caller.KeyId, caller.Doer));
        }, ct);
        if (problem is not null) return problem.ToResult();
        if (made) http.Response.Headers.Location = $"/v1/principals/{principal}/holds/{hold}";
        return Results.Json(
            HoldView.Of(standing!, clock.GetCurrentInstant()) with { AlreadyClaimed = reach.Claimed, StoppedErasures = reach.Stopped }, VaultJson.Answers, statusCode: made ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
