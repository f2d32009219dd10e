using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Erasure;

/// <summary><c>POST P/consumers/{id}/erasure</c> asks for the erasure of a person; <c>…/erasure/approval</c> by a second person decides; <c>GET</c> tells how it stands.</summary>
public sealed class RequestErasure(ErasureStore erasures, Obstacles obstacles, DossierReader dossiers, LaneSet lanes, SecondPersons persons, IClock clock)
{
    private static readonly Problem NotRequested = new(
        StatusCodes.Status409Conflict, ProblemCodes.ErasureNotRequested, "Nobody asked for the erasure of this person. Ask for it first, with POST …/erasure.");

    private static readonly Problem HoldStands = new(
        StatusCodes.Status409Conflict, ProblemCodes.HoldStands, "A hold covers this person, so nothing may go. Have the hold released first, or decide to restrict.");

    private static readonly Problem RequestUnanswered = new(
        StatusCodes.Status409Conflict, ProblemCodes.RequestUnanswered,
        "This person asked for what is kept, and has no answer yet, so nothing may go. Answer it with an export, say that it was answered otherwise (POST P/access-requests/{reference}/answered-otherwise), or decide to restrict.");

    private static readonly Problem TermStands = new(
        StatusCodes.Status409Conflict, ProblemCodes.TermStands,
        "A call lies within the limitation term of five years (Awb 5:45). Decide to restrict, so that all goes right after it, or say despiteTerm: true.");

    private static readonly Problem NothingStands = new(
        StatusCodes.Status409Conflict, ProblemCodes.NothingStands, "Nothing stands against this erasure, so it may not be put off. Decide to erase.");

    public async Task<IResult> Post(string principal, string id, HttpContext http, CancellationToken ct)
    {
        if (!Guid.TryParse(id, out var consumer) || await dossiers.Load(principal, consumer, ct) is not { } opened) return Problem.NotFound.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var ground = fields.Word<ErasureGround>("ground", required: true);
        var approver = fields.Reference("approver");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        if (caller.Person is null) return SecondPersons.NameNeeded.ToResult();
        // Marketing stops before anything else: should this break off, it is sent again, and finds the objection.
        if (opened.Card is { } card && await StopMarketing(principal, consumer, card.Phone, caller, ct) is { } refused) return refused.ToResult();
        var (erasure, problem) = await erasures.Change(
            principal, consumer,
            (there, now, _) => Task.FromResult(there is not null && !IsUnnamed(principal, there) ? new ErasureChange(null) : new(new ErasureRequested(now, consumer, ground!.Value, approver, caller.KeyId, caller.Doer))), ct);
        if (problem is not null) return problem.ToResult();
        http.Response.Headers.Location = $"/v1/principals/{principal}/consumers/{consumer}/erasure";
        return await Answer(principal, consumer, erasure!, StatusCodes.Status202Accepted, ct);
    }

    public async Task<IResult> Approve(string principal, string id, HttpContext http, CancellationToken ct)
    {
        if (!Guid.TryParse(id, out var consumer)) return Problem.NotFound.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var decision = fields.Word<ErasureDecision>("decision", required: true);
        var reason = fields.Reason("reason");
        var despiteTerm = fields.Flag("despiteTerm") ?? false;
        if (despiteTerm && decision == ErasureDecision.Restrict) fields.Fault("despiteTerm", ProblemCodes.Contradiction, "It is said with erase only.");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        var second = await persons.Of(principal, caller, ct);
        var (erasure, problem) = await erasures.Change(principal, consumer, async (there, now, transaction) =>
        {
            if (there is null) return new(null, Problem: await dossiers.Load(principal, consumer, ct) is null ? Problem.NotFound : NotRequested);
            if (there.Erased is not null || there.Decided is { Decision: ErasureDecision.Erase }) return new(null);
            if (second.Refusal(there.Requested.Holder, there.Requested.KeyId) is { } refused) return new(null, Problem: refused);
            var found = await obstacles.Of(transaction, principal, consumer, ct);
            var decided = new ErasureDecided(now, consumer, decision!.Value, reason!, despiteTerm, caller.KeyId, caller.Doer);
            if (decision == ErasureDecision.Restrict)
                return found.Any(now) ? new(decided, ErasureState.Restricted, found.Keep ? now : found.TermEndsAt) : new(null, Problem: NothingStands);
            if (found.Holds.Count > 0) return new(null, Problem: HoldStands);
            if (found.HasOpenRequest) return new(null, Problem: RequestUnanswered);
            return found.TermStands(now) && !despiteTerm ? new(null, Problem: TermStands) : new(decided, ErasureState.Erasing, now);
        }, ct);
        return problem is not null ? problem.ToResult() : await Answer(principal, consumer, erasure!, StatusCodes.Status200OK, ct);
    }

    public async Task<IResult> Get(string principal, string id, CancellationToken ct) =>
        Guid.TryParse(id, out var consumer) && await erasures.Find(principal, consumer, ct) is { } erasure
            ? await Answer(principal, consumer, erasure, StatusCodes.Status200OK, ct)
            : Problem.NotFound.ToResult();

    private async Task<IResult> Answer(string principal, Guid consumer, Domain.Retention.Erasure erasure, int status, CancellationToken ct) =>
        Results.Json(ErasureView.Of(erasure, await obstacles.Of(principal, consumer, ct), clock.GetCurrentInstant()), VaultJson.Answers, statusCode: status);

    // What was asked for with a key that names nobody, and not decided, can be asked for again by somebody.
    private static bool IsUnnamed(string principal, Domain.Retention.Erasure there) =>
        there is { Decided: null, Erased: null } && SecondPerson.NamesNobody(principal, there.Requested.Holder);

    // An erasure counts as an objection to every call for this principal, by anyone (AVG 21(2)); it is handed in as any other.
    private async Task<Problem?> StopMarketing(string principal, Guid consumer, string phone, Caller caller, CancellationToken ct)
    {
        var reference = $"erasure-{LetterIds.Of(consumer)}";
        var item = new Item
        {
            Type = ObjectionRegistered.TypeName,
            Ref = reference,
            Holder = caller.Holder,
            KeyId = caller.KeyId,
            OccurredAt = Instants.CutToMicroseconds(clock.GetCurrentInstant()),
            Party = caller.Holder,
            Consumer = new StatedConsumer(phone),
            Annex = new Annex { Ref = reference },
            Fact = _ => new ObjectionRegistered { Via = WithdrawalRoute.Other },
        };
        var outcome = await await lanes.Submit(principal, item, bulk: false, ct);
        // Said again it comes at another instant, and finds the first.
        return outcome.Status == ItemStatus.Rejected && outcome.Problem!.Code is not (ProblemCodes.ReferenceReused or ProblemCodes.ConsumerErased) ? outcome.Problem : null;
    }
}
