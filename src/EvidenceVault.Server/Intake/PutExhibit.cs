using EvidenceVault.Domain.Identity;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;

namespace EvidenceVault.Server.Intake;

/// <summary><c>PUT P/exhibits/{id}</c>: announces an exhibit. The same as an item <c>exhibit.announced</c>, with the id in the path.</summary>
public static class PutExhibit
{
    public static async Task<IResult> Put(
        string principal, string id, HttpContext http, LaneSet lanes, PartyRules parties, ExhibitStreams streams,
        ExhibitDocuments documents, CancellationToken ct)
    {
        if (!JsonFields.IsUrlReference(id) || PersonalData.ReadsAsPersonal(id))
            return new Problem(StatusCodes.Status422UnprocessableEntity, ProblemCodes.PersonalDataInReference,
                "An exhibit's id is letters, digits, dots, underscores and hyphens, at most 100, and never reads as a phone number or mail address.").ToResult();
        var (body, malformed) = await JsonBody.Read(http.Request, ct);
        if (malformed is not null) return malformed.ToResult();
        var context = parties.ContextFor(principal, http.Caller());
        await context.Parties.Learn(body, ct);
        var errors = new List<FieldError>();
        if (ItemReader.ReadExhibit(body, id, context, errors) is not { } item) return Problem.Of(errors).ToResult();
        var outcome = await await lanes.Submit(principal, item, bulk: false, ct);
        if (outcome.Problem is { } problem) return problem.ToResult();
        var status = outcome.Status == ItemStatus.Accepted ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        return await documents.Answer(http, principal, (await streams.Load(principal, id, ct))!, status, ct);
    }
}
