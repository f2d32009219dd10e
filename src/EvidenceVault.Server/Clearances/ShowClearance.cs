using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Clearances;

/// <summary><c>GET P/clearances/{id}</c>: a decision as it was kept. Which number it was about is not told.</summary>
public static class ShowClearance
{
    public static async Task<IResult> Get(string principal, string id, HttpContext http, ClearanceRecords records, CancellationToken ct)
    {
        var caller = http.Caller();
        if (!LetterIds.IsId(id) || !(await records.Find(principal, [id], ct)).TryGetValue(id, out var stored)) return Problem.NotFound.ToResult();
        var decided = stored.Decided;
        if (!caller.IsPrincipalStaff && decided.AskedBy != caller.Holder && decided.Party != caller.Holder) return Problem.NotFound.ToResult();
        return Results.Json(
            new ClearanceRecordView(
                decided.Clearance, decided.Campaign, decided.Party, decided.Means, decided.ReliesOn, ClearanceView.Word(decided.Clear), decided.Permission, decided.Conduct,
                decided.Basis, decided.Findings, decided.OccurredAt, decided.RecheckAfter, decided.Rulebook, decided.Book, decided.AskedBy, stored.EventId),
            VaultJson.Answers);
    }
}

/// <summary>A clearance as it is kept: of its findings, those that are not met.</summary>
public sealed record ClearanceRecordView(
    string Id, string Campaign, string Party, CallMeans Means, Basis? ReliesOn, ClearanceWord Decision, PermissionConclusion Permission, ConductConclusion Conduct,
    Basis? Basis, IReadOnlyList<FindingCode> Findings, Instant DecidedAt, Instant RecheckAfter, string Rulebook, long Book, string AskedBy, Guid EventId);
