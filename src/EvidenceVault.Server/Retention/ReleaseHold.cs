using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary><c>POST P/holds/{ref}/release</c> asks for the release of a hold; <c>…/release/approval</c> by a second person completes it.</summary>
public static class ReleaseHold
{
    private static readonly Problem NotRequested = new(
        StatusCodes.Status409Conflict, ProblemCodes.ReleaseNotRequested, "Nobody asked for the release of this hold. Ask for it first, with POST …/release.");

    public static async Task<IResult> Request(string principal, string hold, HttpContext http, HoldStore holds, IClock clock, CancellationToken ct)
    {
        string? reason = null;
        if (http.Request.ContentLength is not 0 && http.Request.ContentType is not null)
        {
            var (json, malformed) = await JsonBody.Read(http.Request, ct);
            if (malformed is not null) return malformed.ToResult();
            var errors = new List<FieldError>();
            var fields = new JsonFields(json, errors);
            if (fields.Has("reason")) reason = fields.Reason("reason");
            fields.Done();
            if (errors.Count > 0) return Problem.Of(errors).ToResult();
        }

        var caller = http.Caller();
        if (caller.Person is null) return SecondPersons.NameNeeded.ToResult();
        var (standing, problem, _) = await holds.Change(principal, hold, (there, now) =>
            there is null ? new(null, Problem.NotFound)
            // What was asked for with a key that names nobody can be asked for again by somebody.
            : there.ReleaseRequested is { } before && !(there.Stands && SecondPerson.NamesNobody(principal, before.Holder)) ? new(null)
            : new(new HoldReleaseRequested(now, hold, reason, caller.KeyId, caller.Doer)), ct);
        if (problem is not null) return problem.ToResult();
        return Results.Json(
            new ReleaseRequested(hold, standing!.Hold.Stands ? "requested" : "released"), VaultJson.Answers,
            statusCode: standing.Hold.Stands ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }

    public static async Task<IResult> Approve(string principal, string hold, HttpContext http, HoldStore holds, SecondPersons persons, IClock clock, CancellationToken ct)
    {
        var caller = http.Caller();
        var second = await persons.Of(principal, caller, ct);
        var (standing, problem, _) = await holds.Change(principal, hold, (there, now) =>
            there is null ? new(null, Problem.NotFound)
            : !there.Stands ? new(null)
            : there.ReleaseRequested is not { } asked ? new(null, NotRequested)
            : second.Refusal(asked.Holder, asked.KeyId) is { } refused ? new(null, refused)
            : new(new HoldReleased(now, hold, caller.KeyId, caller.Doer)), ct);
        return problem is not null ? problem.ToResult() : Results.Json(HoldView.Of(standing!, clock.GetCurrentInstant()), VaultJson.Answers);
    }
}

/// <summary>How the release of a hold stands.</summary>
/// <param name="Ref">The hold.</param>
/// <param name="Status"><c>requested</c> or <c>released</c>.</param>
public sealed record ReleaseRequested(string Ref, string Status);
