using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.ContractEnds;

/// <summary>
/// <c>POST P/contract-end</c> asks that all goes when the contract ends; <c>…/approval</c> by a second person agrees, <c>…/withdrawal</c> calls it off, and <c>GET</c> tells how it stands.
/// </summary>
public sealed class RequestContractEnd(ContractEndStore ends, BookStore books, SecondPersons persons, IClock clock)
{
    private static readonly Problem Stands = new(
        StatusCodes.Status409Conflict, ProblemCodes.ContractEndStands, "The end of this contract was asked for, with another last day or reason. Withdraw that first, with POST …/contract-end/withdrawal.");

    private static readonly Problem NotRequested = new(
        StatusCodes.Status409Conflict, ProblemCodes.ContractEndNotRequested, "Nobody asked for the end of this contract. Ask for it first, with POST …/contract-end.");

    private static readonly Problem OtherDay = new(
        StatusCodes.Status409Conflict, ProblemCodes.ContractEndStands, "The end that was asked for has another last day than this agrees to. Look at it with GET …/contract-end, and agree to that day or not at all.");

    private static readonly Problem TooLate = new(
        StatusCodes.Status409Conflict, ProblemCodes.NoticeTooShort, "Less than a week is left until the last day. Withdraw this end, and ask for one with a later day: a mistake has to be found out in time.");

    private static readonly Problem ExportFirst = new(
        StatusCodes.Status409Conflict, ProblemCodes.ExportFirst, "Nothing was exported to its end since the end was asked for. Take everything along first, with GET …/export, or say withoutExport with the reason.");

    public async Task<IResult> Post(string principal, HttpContext http, CancellationToken ct)
    {
        if (await books.Current(principal, ct) is null) return Problem.NotFound.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var endsOn = fields.Date("endsOn", required: true);
        var today = Amsterdam.DateOf(clock.GetCurrentInstant());
        if (endsOn < today.Plus(ContractEnd.ShortestNotice))
            fields.Fault("endsOn", ProblemCodes.OutOfRange, "The last day lies a week ahead at least: to take everything along, and to find out about a mistake.");
        if (endsOn > today.Plus(ContractEnd.LongestNotice)) fields.Fault("endsOn", ProblemCodes.OutOfRange, "The last day lies two years ahead at most.");
        var reason = fields.Reason("reason");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        if (caller.Person is null) return SecondPersons.NameNeeded.ToResult();
        var (end, problem) = await ends.Change(
            principal,
            (there, now, _) => Task.FromResult(there switch
            {
                null => new ContractEndChange(new ContractEndRequested(now, endsOn!.Value, reason!, caller.KeyId, caller.Doer)),
                { Requested: { } before } when before.EndsOn == endsOn && before.Reason == reason => new(null),
                _ => new(null, Problem: Stands),
            }), ct);
        if (problem is not null) return problem.ToResult();
        http.Response.Headers.Location = $"/v1/principals/{principal}/contract-end";
        return await Answer(principal, end!, StatusCodes.Status202Accepted, ct);
    }

    public async Task<IResult> Approve(string principal, HttpContext http, CancellationToken ct)
    {
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var endsOn = fields.Date("endsOn", required: true);
        var withoutExport = fields.Has("withoutExport") ? fields.Reason("withoutExport") : null;
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        var second = await persons.Of(principal, caller, ct);
        var (end, problem) = await ends.Change(principal, async (there, now, _) =>
        {
            if (there?.Requested is not { } requested) return new(null, Problem: NotRequested);
            if (there.Approved is not null) return new(null);
            if (requested.EndsOn != endsOn) return new(null, Problem: OtherDay);
            if (!there.LeavesTime(Amsterdam.DateOf(now))) return new(null, Problem: TooLate);
            if (second.Refusal(requested.Holder, requested.KeyId) is { } refused) return new(null, Problem: refused);
            if (withoutExport is null && await ends.ExportedSince(principal, requested.OccurredAt, ct) is null) return new(null, Problem: ExportFirst);
            return new(new ContractEndApproved(now, withoutExport, caller.KeyId, caller.Doer), ContractEndState.Approved, there.EndsAt);
        }, ct);
        return problem is not null ? problem.ToResult() : await Answer(principal, end!, StatusCodes.Status200OK, ct);
    }

    public async Task<IResult> Withdraw(string principal, HttpContext http, CancellationToken ct)
    {
        var caller = http.Caller();
        var (_, problem) = await ends.Change(
            principal,
            (there, now, _) => Task.FromResult(there switch
            {
                { Begun: null, Ended: null } => new ContractEndChange(new ContractEndWithdrawn(now, caller.KeyId, caller.Doer), ContractEndState.Withdrawn),
                null => new(null, Problem: NotRequested),
                _ => new(null, Problem: EndedContracts.Gone),
            }), ct);
        return problem is not null ? problem.ToResult() : Results.NoContent();
    }

    public async Task<IResult> Get(string principal, CancellationToken ct) =>
        await ends.Find(principal, ct) is { } end ? await Answer(principal, end, StatusCodes.Status200OK, ct) : Problem.NotFound.ToResult();

    private async Task<IResult> Answer(string principal, ContractEnd end, int status, CancellationToken ct)
    {
        var obstacles = await ends.Obstacles(principal, ct);
        var exportedAt = end.Requested is { } requested ? await ends.ExportedSince(principal, requested.OccurredAt, ct) : null;
        return Results.Json(ContractEndView.Of(end, obstacles, exportedAt), VaultJson.Answers, statusCode: status);
    }
}
