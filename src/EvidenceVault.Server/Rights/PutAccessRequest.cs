using EvidenceVault.Domain.Identity;
using EvidenceVault.Domain.Rights;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Rights;

/// <summary>A consumer's request as the principal reads it.</summary>
/// <param name="Ref">The principal's reference; null for a request for proof, which is a fact.</param>
/// <param name="EventId">The fact; null for a request registered under the AVG.</param>
/// <param name="DueAt">The last instant of its term.</param>
/// <param name="Late">Whether it was answered after its term, or is open after it.</param>
/// <param name="AnsweredOtherwise">How it was answered outside the vault, or why it needs no answer; null: it is open, or an export answered it.</param>
public sealed record AccessRequestView(
    string? Ref, Guid? EventId, AccessRequestKind Kind, Guid Consumer, Instant ReceivedAt, Instant DueAt, Instant? AnsweredAt, bool Late, string? AnsweredOtherwise = null)
{
    public static AccessRequestView Of(AccessRequest request, Instant now)
    {
        var due = AccessRequests.DueAt(request.ReceivedAt);
        return new(request.Id, null, request.Kind, request.Consumer, request.ReceivedAt, due, request.AnsweredAt, (request.AnsweredAt ?? now) > due, request.AnsweredOtherwise);
    }
}

/// <summary><c>PUT P/access-requests/{reference}</c>: a consumer asked for all that is kept, and the month runs.</summary>
public static class PutAccessRequest
{
    private static readonly Problem BadReference = new(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.InvalidReference,
        "A request's reference is letters, digits, dots, underscores and hyphens, at most 100, and never reads as a phone number or mail address.");

    private static readonly Problem Reused = new(
        StatusCodes.Status409Conflict, ProblemCodes.ReferenceReused, "Another request was registered by this reference. Use a new one for each request.");

    private static readonly Problem Erased = new(
        StatusCodes.Status409Conflict, ProblemCodes.ConsumerErased, "The data of this consumer were erased, and what is left cannot be linked to anybody: that is the answer to give.");

    public static async Task<IResult> Put(
        string principal, string reference, HttpContext http, AccessRequests requests, IdentityCards cards, IClock clock, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff) return Problem.NotFound.ToResult();
        if (!JsonFields.IsUrlReference(reference) || PersonalData.ReadsAsPersonal(reference)) return BadReference.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var now = clock.GetCurrentInstant();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var kind = fields.Word<AccessRequestKind>("kind", required: true);
        var consumer = fields.Text("consumer", 40, required: true);
        var receivedAt = fields.Past("receivedAt", now, required: true);
        fields.Done();
        if (kind == AccessRequestKind.Proof) fields.Fault("kind", ProblemCodes.UnknownValue, "A request for proof is handed in as evidence: consent.proof-requested.");
        if (consumer is not null && !(Guid.TryParse(consumer, out var id) && await cards.Exists(principal, id, ct)))
            fields.Fault("consumer", ProblemCodes.UnknownConsumer, "There is no such consumer here. Find its id with a search by phone number.");
        if (errors.Count > 0) return Problem.Of(errors).ToResult();

        var asked = new AccessRequest(reference, kind!.Value, Guid.Parse(consumer!), receivedAt!.Value, AnsweredAt: null);
        var there = await requests.Find(principal, reference, ct);
        if (there is null)
            switch (await requests.Register(principal, asked, http.Caller(), ct))
            {
                case Registration.Done: return Results.Json(AccessRequestView.Of(asked, now), VaultJson.Answers, statusCode: StatusCodes.Status201Created);
                case Registration.Erased: return Erased.ToResult();
                default: there = await requests.Find(principal, reference, ct); break;
            }

        // None: the reference is the event of a request for proof, which is kept beside these.
        return there is not null && there with { AnsweredAt = null, AnsweredOtherwise = null } == asked
            ? Results.Json(AccessRequestView.Of(there, now), VaultJson.Answers)
            : Reused.ToResult();
    }

    /// <summary><c>GET P/access-requests/{reference}</c>.</summary>
    public static async Task<IResult> Get(string principal, string reference, HttpContext http, AccessRequests requests, IClock clock, CancellationToken ct) =>
        http.Caller().IsPrincipalStaff && await requests.Find(principal, reference, ct) is { } request
            ? Results.Json(AccessRequestView.Of(request, clock.GetCurrentInstant()), VaultJson.Answers)
            : Problem.NotFound.ToResult();
}
