using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.AccessLog;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Identity;
using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Dossiers;

/// <summary><c>POST P/consumers/search</c>: finds a consumer by number. A POST, so that the number stands in no URL.</summary>
public static class SearchConsumers
{
    public static async Task<IResult> Post(string principal, HttpContext http, IdentityCards cards, DossierReader reader, AccessLogWriter log, CancellationToken ct)
    {
        var (body, problem) = await JsonBody.Read(http.Request, ct);
        if (problem is not null) return problem.ToResult();
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        var phone = json.Phone("phone", required: true);
        json.Done();
        if (errors.Count > 0) return Problem.Of(errors).ToResult();
        var consumer = await cards.Find(principal, phone!, ct);
        if (consumer is { } id && !await Sees(http.Caller(), principal, id, reader, ct)) consumer = null;
        await log.Note(principal, http, AccessKind.Search, consumer);
        return Results.Json(new { id = consumer }, VaultJson.Answers);
    }

    // To an agency, a consumer about whom it handed in nothing does not exist.
    private static async ValueTask<bool> Sees(Caller caller, string principal, Guid consumer, DossierReader reader, CancellationToken ct)
    {
        if (caller.IsPrincipalStaff) return true;
        return await reader.Load(principal, consumer, ct) is { } opened
            && (opened.Dossier.Facts.Any(f => f.Fact.UploadedBy == caller.Holder) || opened.Dossier.Exhibits.Any(e => e.Announced.UploadedBy == caller.Holder));
    }
}
