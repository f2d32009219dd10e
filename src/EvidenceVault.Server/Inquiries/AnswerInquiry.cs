using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Inquiries;

/// <summary><c>POST P/inquiries/{ref}/produced</c> records what was handed over; <c>POST …/close</c> ends the case and asks for the release of its hold.</summary>
public static class AnswerInquiry
{
    private const int LongestPackId = 40;

    public static async Task<IResult> Produced(
        string principal, string inquiry, HttpContext http, InquiryStore inquiries, ReadInquiries reading, PackStreams packs, IClock clock, CancellationToken ct)
    {
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var what = fields.Reason("what", 500);
        var pack = fields.Text("pack", LongestPackId);
        var at = fields.Past("at", clock.GetCurrentInstant());
        fields.Done();
        if (pack is not null && (await packs.Load(principal, pack, ct))?.Requested.Inquiry != inquiry)
            fields.Fault("pack", ProblemCodes.NotFound, "There is no such pack of this case. Ask for packs of a case with its reference in inquiry.");
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        var (changed, problem) = await inquiries.Change(
            principal, inquiry,
            (there, now) => there is null ? (null, Problem.NotFound)
                : there.Closed is not null ? (null, ReadInquiries.Closed)
                : (new InquiryAnswered(at ?? now, inquiry, pack, what!, caller.KeyId, caller.Doer), null),
            hold: null, ct);
        return problem is not null ? problem.ToResult() : Results.Json(await reading.View(principal, changed!, ct), VaultJson.Answers);
    }

    public static async Task<IResult> Close(string principal, string inquiry, HttpContext http, InquiryStore inquiries, ReadInquiries reading, CancellationToken ct)
    {
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var outcome = fields.Reason("outcome");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        var person = caller.Doer;
        var (changed, problem) = await inquiries.Change(
            principal, inquiry,
            (there, now) => there is null ? (null, Problem.NotFound)
                : there.Closed is { } closed ? (null, closed.Outcome == outcome ? null : ReadInquiries.Closed)
                : (new InquiryClosed(now, inquiry, outcome!, caller.KeyId, person), null),
            (there, now) => there is { Stands: true, ReleaseRequested: null } ? new(new HoldReleaseRequested(now, InquiryStore.HoldOf(inquiry), outcome, caller.KeyId, person)) : new(null),
            ct);
        return problem is not null ? problem.ToResult() : Results.Json(await reading.View(principal, changed!, ct), VaultJson.Answers);
    }
}
