using EvidenceVault.Domain.AccessLog;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.AccessLog;

/// <summary>An access as the principal reads it.</summary>
public sealed record AccessView(
    Instant At, AccessKind Kind, string Key, string? Holder, string Party, Guid? Consumer, string? Exhibit, string? Pack, string? Reason);

/// <summary><c>GET P/access-log</c>: who looked at what, when and why, the latest first. For the principal's own staff.</summary>
public static class SearchAccessLog
{
    public static async Task<IResult> Get(string principal, HttpContext http, VaultDatabase database, CancellationToken ct)
    {
        if (!http.Caller().IsPrincipalStaff) return Problem.NotFound.ToResult();
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        if (AccessQuery.Read(http.Request.Query) is not { } query) return BadQuery.ToResult();
        var page = paging.Page(await Rows(database, principal, query, paging, ct), row => row.Key);
        return Results.Json(new Page<AccessView>([.. page.Items.Select(row => row.View)], page.Next), VaultJson.Answers);
    }

    private static readonly Problem BadQuery = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter,
        "consumer is an id; exhibit and holder are names without spaces; kind is one of the kinds; from and to are instants with an offset, such as 2026-09-01T10:15:00Z.");

    private static async Task<List<(AccessView View, string Key)>> Rows(VaultDatabase database, string principal, AccessQuery query, Paging paging, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select id, at, kind, key_id, holder, party, consumer, exhibit, pack, reason from {VaultStore.Schema}.access_log
            where principal = $1
              and ($2::uuid is null or consumer = $2) and ($3::text is null or exhibit = $3) and ($4::text is null or holder = $4 or party = $4) and ($5::int is null or kind = $5)
              and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7)
              and ($8::timestamptz is null or (at, id) < ($8, $9))
            order by at desc, id desc limit $10
            """);
        // A cursor whose id is none was made up.
        var after = InstantCursor.Read(paging.After) is var (end, text) && Guid.TryParseExact(text, "N", out var last) ? (At: end, Id: last) : default((Instant At, Guid Id)?);
        Add(principal, NpgsqlDbType.Text);
        Add(query.Consumer, NpgsqlDbType.Uuid);
        Add(query.Exhibit, NpgsqlDbType.Text);
        Add(query.Holder, NpgsqlDbType.Text);
        Add((int?)query.Kind, NpgsqlDbType.Integer);
        Add(query.From, NpgsqlDbType.TimestampTz);
        Add(query.To, NpgsqlDbType.TimestampTz);
        Add(after?.At, NpgsqlDbType.TimestampTz);
        Add(after?.Id ?? Guid.Empty, NpgsqlDbType.Uuid);
        Add(paging.Limit + 1, NpgsqlDbType.Integer);
        await using var row = await command.ExecuteReaderAsync(ct);
        var rows = new List<(AccessView, string)>();
        while (await row.ReadAsync(ct))
        {
            var at = row.GetFieldValue<Instant>(1);
            rows.Add((
                new(at, (AccessKind)row.GetInt32(2), row.GetString(3), Text(row, 4), row.GetString(5), row.IsDBNull(6) ? null : row.GetGuid(6), Text(row, 7), Text(row, 8), Text(row, 9)),
                InstantCursor.Write(at, row.GetGuid(0).ToString("N"))));
        }

        return rows;

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>What is searched for.</summary>
public sealed record AccessQuery(Guid? Consumer, string? Exhibit, string? Holder, AccessKind? Kind, Instant? From, Instant? To)
{
    private const int LongestName = 200;

    private static readonly string[] Names = ["consumer", "exhibit", "holder", "kind", "from", "to"];

    /// <summary>Reads it; null where something is wrong with it.</summary>
    public static AccessQuery? Read(IQueryCollection query)
    {
        var (consumer, exhibit, holder, kind) = (One(query, "consumer"), One(query, "exhibit"), One(query, "holder"), One(query, "kind"));
        var (from, to) = (One(query, "from"), One(query, "to"));
        // Of a question that is put twice, or left empty, nobody knows which is meant.
        if (Names.Any(name => query.ContainsKey(name) && One(query, name) is null)) return null;
        Guid? id = Guid.TryParse(consumer, out var guid) ? guid : null;
        AccessKind? word = kind is not null && Vocabulary<AccessKind>.TryParse(kind, out var known) ? known : null;
        var (since, until) = (from is null ? null : Instants.Parse(from.Replace(' ', '+')), to is null ? null : Instants.Parse(to.Replace(' ', '+')));
        if ((consumer is not null && id is null) || (kind is not null && word is null) || (from is not null && since is null) || (to is not null && until is null)) return null;
        return IsName(exhibit) && IsName(holder) ? new(id, exhibit, holder, word, since, until) : null;
    }

    private static string? One(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } one] ? one : null;

    private static bool IsName(string? text) => text is null || (text.Length <= LongestName && !text.Any(char.IsControl));
}
