using System.Text;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NpgsqlTypes;

namespace EvidenceVault.Server.Exhibits;

/// <summary><c>GET P/exhibits</c>: the exhibits that the caller may see, by their ids.</summary>
public static class ListExhibits
{
    private const int MostInPage = 200;

    // A page looks at this many streams at most; it may hold fewer than asked for, and then says where to go on.
    private const int MostLookedAt = 2_000;

    public static void MapListExhibits(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/principals/{principal}/exhibits", Get).WithName("listExhibits").Requires(Scopes.EvidenceRead);

    private static async Task<IResult> Get(
        string principal, HttpContext http, [FromServices] ExhibitStreams streams, [FromServices] ExhibitDocuments documents,
        [FromServices] VaultDatabase database, [FromServices] IClock clock, CancellationToken ct, int limit = 50, string? cursor = null, string? state = null)
    {
        if (limit is < 1 or > MostInPage) return Invalid($"limit is 1 to {MostInPage}.");
        if (!TryState(state, out var wanted)) return Invalid("state is awaited, stored or deleted.");
        if (!TryCursor(cursor, out var after)) return Invalid("cursor is the next of an earlier answer, or left out.");
        var caller = http.Caller();
        if (caller.Principal is not null && caller.Principal != principal) return ExhibitAccess.NotFound.ToResult();
        var page = new List<Exhibit>();
        var more = true;
        for (var looked = 0; more && page.Count < limit && looked < MostLookedAt; looked += MostInPage)
        {
            var ids = await Ids(database, principal, caller.Party is null ? null : caller.Holder, after, ct);
            var found = await streams.LoadMany(principal, ids, ct);
            foreach (var id in ids)
            {
                if (page.Count == limit) break;
                after = id;
                if (found.TryGetValue(id, out var e) && caller.MaySee(principal, e) && (wanted is null || e.StateAt(clock.GetCurrentInstant()) == wanted)) page.Add(e);
            }

            more = ids.Count == MostInPage || (ids.Count > 0 && after != ids[^1]);
        }

        return Results.Json(new { items = await documents.Of(principal, page, ct), next = more ? Cursor(after) : null }, VaultJson.Answers);
    }

    // By the streams' primary key. An agency's page passes over the others' streams in here, so that its cursor never holds an id of theirs.
    private static async Task<IReadOnlyList<string>> Ids(VaultDatabase database, string principal, string? uploader, string after, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select s.id from {VaultStore.Schema}.mt_streams s
            where s.tenant_id = $1 and s.id > $2 and s.id like 'exhibit/%'
              and ($3::text is null or exists (select from {VaultStore.Schema}.mt_events e
                    where e.tenant_id = s.tenant_id and e.stream_id = s.id and e.version = 1 and e.data ->> 'uploadedBy' = $3))
            order by s.id limit $4
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = Streams.Exhibit(after) });
        command.Parameters.Add(new() { Value = (object?)uploader ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = MostInPage });
        var ids = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetString(0)[Streams.Exhibit("").Length..]);
        return ids;
    }

    private static bool TryState(string? text, out ExhibitState? state)
    {
        state = text switch { "awaited" => ExhibitState.Awaited, "stored" => ExhibitState.Stored, "deleted" => ExhibitState.Deleted, _ => null };
        return text is null || state is not null;
    }

    private static string Cursor(string after) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(after));

    private static bool TryCursor(string? cursor, out string after)
    {
        after = "";
        if (cursor is null) return true;
        try
        {
            after = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WebEncoders.Base64UrlDecode(cursor));
            return !after.Contains('\0', StringComparison.Ordinal);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private static IResult Invalid(string detail) => new Problem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, detail).ToResult();
}
