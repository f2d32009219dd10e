using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Retention;
using NodaTime;

namespace EvidenceVault.Server.Inquiries;

/// <summary><c>PUT P/inquiries/{ref}</c>: opens a case, with a hold on its scope from the same instant, or describes it anew.</summary>
public static class PutInquiry
{
    // How long after its opening somebody must look whether the hold is still needed, where the case has no deadline.
    private static readonly Period ReviewAfter = Period.FromMonths(6);

    private static readonly Problem ScopeFixed = new(
        StatusCodes.Status409Conflict, ProblemCodes.HoldScopeFixed, "The scope of a case never changes, since a hold rests on it. Open another case for more.");

    public static async Task<IResult> Put(string principal, string inquiry, HttpContext http, InquiryStore inquiries, HoldStore holds, IClock clock, CancellationToken ct)
    {
        if (!JsonFields.IsUrlReference(InquiryStore.HoldOf(inquiry)) || Domain.Identity.PersonalData.ReadsAsPersonal(inquiry)) return PutHold.BadReference.ToResult();
        var (json, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var errors = new List<FieldError>();
        var fields = new JsonFields(json, errors);
        var kind = fields.Word<InquiryKind>("kind") ?? InquiryKind.Authority;
        var authority = fields.Reason("authority", 200);
        var reference = fields.Reason("reference", 200);
        var legalBasis = fields.Reason("legalBasis", 300);
        var scope = fields.CaseScope();
        var deadline = fields.Date("deadline");
        fields.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var caller = http.Caller();
        var person = caller.Doer;
        var made = false;
        var (changed, problem) = await inquiries.Change(
            principal, inquiry,
            (there, now) =>
            {
                made = there is null;
                var opened = new InquiryOpened(now, inquiry, kind, authority!, reference!, legalBasis!, scope!, deadline, caller.KeyId, person);
                if (there is null) return (opened, null);
                if (there.Closed is not null) return (null, ReadInquiries.Closed);
                if (!there.Opened.Scope.IsSame(scope!)) return (null, ScopeFixed);
                var same = (there.Opened.Kind, there.Opened.Authority, there.Opened.Reference, there.Opened.LegalBasis, there.Opened.Deadline) == (kind, authority, reference, legalBasis, deadline);
                return (same ? null : opened, null);
            },
            (there, now) => there is not null
                ? new(null)
                : new(new HoldPlaced(
                    now, InquiryStore.HoldOf(inquiry), Undated(scope!), $"{authority}: {reference}", person, Later(deadline, Domain.Judging.Amsterdam.DateOf(now)), inquiry, caller.KeyId, person)),
            ct);
        if (problem is not null) return problem.ToResult();
        if (made) http.Response.Headers.Location = $"/v1/principals/{principal}/inquiries/{inquiry}";
        var view = InquiryView.Of(changed!, (await holds.Find(principal, InquiryStore.HoldOf(inquiry), ct))!, [], clock.GetCurrentInstant());
        return Results.Json(view, VaultJson.Answers, statusCode: made ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    // What proves a call of the period may be older than it, such as the recording of the consent that it relied on: the hold leaves the period out where it can.
    private static HoldScope Undated(HoldScope scope) =>
        scope.Consumers is null && scope.Campaigns is null && scope.Parties is null ? scope : scope with { From = null, To = null };

    private static LocalDate Later(LocalDate? deadline, LocalDate today) => deadline is { } day && day > today ? day : today.Plus(ReviewAfter);
}
