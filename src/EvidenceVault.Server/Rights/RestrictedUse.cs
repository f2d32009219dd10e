using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Inquiries;
using EvidenceVault.Server.Store;
using Microsoft.Extensions.Primitives;

namespace EvidenceVault.Server.Rights;

/// <summary>
/// Lets a recording of a restricted person be used for an inquiry and for the person alone (AVG 18): the request names the case in <c>inquiry</c>, or in
/// <c>request</c> what the person asked for.
/// </summary>
public sealed class RestrictedUse(VaultDatabase database, InquiryStore inquiries, AccessRequests requests)
{
    private static readonly Problem Restricted = new(
        StatusCodes.Status409Conflict, ProblemCodes.ConsumerRestricted,
        "Erasure of this person was asked for: recordings may be used for an inquiry and for the person alone (AVG 18). Name an inquiry about the person that has a case file (PUT P/inquiries) in inquiry, or a request of the person that was registered (PUT P/access-requests) in request.");

    private static readonly Problem BadParameter = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "inquiry is the reference of a case about this person, and request that of a request of the person that was registered.");

    /// <summary>Why an exhibit may not be used now; null: it may.</summary>
    public async Task<Problem?> Refusal(string principal, string exhibit, HttpRequest http, CancellationToken ct)
    {
        var restricted = await RestrictedIn(principal, exhibit, ct);
        if (restricted.Count == 0) return null;
        var (inquiry, request) = (http.Query["inquiry"], http.Query["request"]);
        if (inquiry.Count + request.Count == 0) return Restricted;
        foreach (var consumer in restricted)
            if (!await IsFor(principal, consumer, inquiry, request, ct)) return BadParameter;
        return null;
    }

    private async Task<bool> IsFor(string principal, Guid consumer, StringValues inquiry, StringValues request, CancellationToken ct)
    {
        if (inquiry is [{ } named] && await inquiries.Find(principal, named, ct) is { } found && found.Opened.Scope.Consumers?.Contains(consumer) != false) return true;
        return request is [{ } reference] && (await requests.Find(principal, reference, ct))?.Consumer == consumer;
    }

    // Whom it names, and whom the facts are about that cite it: both are among what holds find it by.
    private async Task<List<Guid>> RestrictedIn(string principal, string exhibit, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select c.consumer from {VaultStore.Schema}.identity_card c where c.principal = $1 and c.is_restricted and c.consumer = any(
                select case when a like 'c:%' then substr(a, 3)::uuid end from {VaultStore.Schema}.exhibit_retention r, unnest(r.anchors) a where r.principal = $1 and r.exhibit = $2)
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = exhibit });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<Guid>();
        while (await rows.ReadAsync(ct)) found.Add(rows.GetGuid(0));
        return found;
    }
}
