using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using NodaTime;
using NpgsqlTypes;

namespace EvidenceVault.Server.Packs;

/// <summary><c>GET P/packs/{id}</c> and <c>GET P/packs</c>: where packs stand, the latest first.</summary>
public static class ShowPacks
{
    public static async Task<IResult> Get(string principal, string id, HttpContext http, PackStreams streams, OpenPacks queue, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff || await streams.Load(principal, id, ct) is not { } pack) return Problem.NotFound.ToResult();
        return (await PackDocument.Of(pack, principal, queue, ct)).Answer(http);
    }

    public static async Task<IResult> List(
        string principal, HttpContext http, PackStreams streams, OpenPacks queue, VaultDatabase database, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff) return Problem.NotFound.ToResult();
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        var rows = await Rows(database, principal, paging, ct);
        var page = paging.Page(rows, row => row.Key);
        var packs = await streams.LoadMany(principal, [.. page.Items.Select(row => row.Id)], ct);
        var documents = new List<PackDocument>(packs.Count);
        foreach (var (id, _) in page.Items)
            if (packs.TryGetValue(id, out var pack)) documents.Add(await PackDocument.Of(pack, principal, queue, ct));
        return Results.Json(new Page<PackDocument>(documents, page.Next), VaultJson.Answers);
    }

    // The cursor is when a pack was asked for, and its id.
    private static async Task<List<(string Id, string Key)>> Rows(VaultDatabase database, string principal, Paging paging, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select id, requested_at from {VaultStore.Schema}.pack
            where principal = $1 and ($2::timestamptz is null or (requested_at, id) < ($2, $3)) order by requested_at desc, id desc limit $4
            """);
        var after = InstantCursor.Read(paging.After);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = (object?)after?.At ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = after?.Id ?? "" });
        command.Parameters.Add(new() { Value = paging.Limit + 1 });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync(ct)) rows.Add((reader.GetString(0), InstantCursor.Write(reader.GetFieldValue<Instant>(1), reader.GetString(0))));
        return rows;
    }
}
