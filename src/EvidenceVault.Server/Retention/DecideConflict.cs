using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary><c>POST P/holds/{ref}/decisions</c>: a second person weighs a hold that keeps recordings past their term against the AVG, for a time.</summary>
public static class DecideConflict
{
    private const int MostMonths = 12;

    private static readonly Problem NoConflict = new(
        StatusCodes.Status409Conflict, ProblemCodes.NoConflict, "This hold keeps nothing past its term, so there is nothing to decide.");

    private static readonly Problem Decided = new(
        StatusCodes.Status409Conflict, ProblemCodes.HoldReleased, "This hold keeps nothing past its term any more: it was released, or that was decided already.");

    public static async Task<IResult> Post(string principal, string hold, HttpContext http, HoldStore holds, SecondPersons persons, IClock clock, CancellationToken ct)
    {
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var decision = fields.Word<HoldDecision>("decision", required: true);
        var reason = fields.Reason("reason");
        var until = fields.Date("until", required: decision == HoldDecision.Keep);
        var today = Amsterdam.DateOf(clock.GetCurrentInstant());
        if (until < today || until > today.PlusMonths(MostMonths))
            fields.Fault("until", ProblemCodes.OutOfRange, $"The last day for which it is decided: from today to {MostMonths} months ahead. Decide again then.");
        if (until is not null && decision == HoldDecision.Delete) fields.Fault("until", ProblemCodes.Contradiction, "What goes needs no last day.");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        if (await holds.Find(principal, hold, ct) is not { } before) return Problem.NotFound.ToResult();
        if (before.ConflictSince is null) return NoConflict.ToResult();
        var caller = http.Caller();
        var second = await persons.Of(principal, caller, ct);
        var (standing, problem, _) = await holds.Change(principal, hold, (there, now) =>
            !there!.KeepsPastTerm ? new(null, Decided)
            : Refusal(second, principal, there) is { } refused ? new(null, refused)
            : new(new HoldConflictDecided(now, hold, decision!.Value, reason!, until, caller.KeyId, caller.Doer)), ct);
        return problem is not null ? problem.ToResult() : Results.Json(HoldView.Of(standing!, clock.GetCurrentInstant()), VaultJson.Answers);
    }

    // Beside whoever placed it; where that key names nobody, beside whoever looked at it since and let it stand.
    private static Problem? Refusal(SecondPerson second, string principal, Hold hold) =>
        SecondPerson.NamesNobody(principal, hold.Placed.Holder) && hold.Reviewed is { } reviewed
            ? second.Refusal(reviewed.Holder, reviewed.KeyId)
            : second.Refusal(hold.Placed.Holder, hold.Placed.KeyId);
}
