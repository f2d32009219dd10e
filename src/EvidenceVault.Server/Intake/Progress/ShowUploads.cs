using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Progress;

/// <summary><c>GET P/uploads/{id}</c> and <c>GET P/uploads</c>: how uploads stand, while they run and for a week after.</summary>
public static class ShowUploads
{
    /// <summary>The header of an upload's answer that names it.</summary>
    public const string IdHeader = "Upload-Id";

    public static async Task<IResult> Get(string principal, string id, HttpContext http, UploadJournal journal, CancellationToken ct)
    {
        if (!Guid.TryParse(id, out var upload) || await journal.Find(principal, http.Caller(), upload, ct) is not { } found) return Problem.NotFound.ToResult();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(found, VaultJson.Answers);
    }

    public static async Task<IResult> List(string principal, HttpContext http, UploadJournal journal, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        // A cursor that somebody made up begins at the first page.
        Guid? before = Guid.TryParse(paging.After, out var last) ? last : null;
        return Results.Json(paging.Page(await journal.List(principal, http.Caller(), before, paging.Limit + 1, ct), u => u.Id.ToString()), VaultJson.Answers);
    }
}
