using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using Microsoft.AspNetCore.Mvc;
using NpgsqlTypes;

namespace EvidenceVault.Server.Exhibits;

/// <summary><c>GET P/exhibits</c>: the exhibits that the caller may see, by their ids.</summary>
public static class ListExhibits
{
    public static readonly string[] States = ["awaited", "stored", "deleted"];

    public static void MapListExhibits(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/principals/{principal}/exhibits", Get).WithName("listExhibits").Requires(Scopes.EvidenceRead);

    private static async Task<IResult> Get(
        string principal, HttpContext http, [FromServices] ExhibitStreams streams, [FromServices] ExhibitDocuments documents,
        [FromServices] VaultDatabase database, CancellationToken ct, string? state = null)
    {
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        if (state is not null && !States.Contains(state))
            return new Problem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, $"state is one of: {string.Join(", ", States)}.").ToResult();
        var caller = http.Caller();
        var page = paging.Page(await Ids(database, principal, caller.IsPrincipalStaff ? null : caller.Holder, state, paging, ct), id => id);
        var found = await streams.LoadMany(principal, page.Items, ct);
        var seen = page.Items.Select(found.GetValueOrDefault).OfType<Domain.Exhibits.Exhibit>().Where(e => caller.MaySee(principal, e)).ToList();
        return Results.Json(new Page<ExhibitDocument>(await documents.Of(principal, seen, ct), page.Next), VaultJson.Answers);
    }

    // By the streams' primary key, which is how it stays cheap with many dossiers beside them. Others' exhibits are passed over here, so
    // that a cursor never holds an id of theirs.
    private static async Task<IReadOnlyList<string>> Ids(
        VaultDatabase database, string principal, string? uploader, string? state, Paging paging, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select s.id from {VaultStore.Schema}.mt_streams s
            where s.tenant_id = $1 and s.id > $2 and s.id like 'exhibit/%'
              and ($3::text is null or exists (select from {VaultStore.Schema}.mt_events e
                    where e.tenant_id = s.tenant_id and e.stream_id = s.id and e.version = 1 and e.data ->> 'uploadedBy' = $3))
              and ($4::text is null or $4 = (select coalesce(max(case e.type when 'exhibit.deleted' then '2deleted' else '1stored' end), '0awaited')
                    from {VaultStore.Schema}.mt_events e
                    where e.tenant_id = s.tenant_id and e.stream_id = s.id and e.type in ('exhibit.stored', 'exhibit.deleted')))
            order by s.id limit $5
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = Streams.Exhibit(paging.After) });
        command.Parameters.Add(new() { Value = (object?)uploader ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = state is null ? DBNull.Value : $"{Array.IndexOf(States, state)}{state}", NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = paging.Limit + 1 });
        var ids = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetString(0)[Streams.Exhibit("").Length..]);
        return ids;
    }
}
