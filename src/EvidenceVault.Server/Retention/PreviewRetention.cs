using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Retention;

/// <summary><c>GET P/retention/preview?until=</c>: what goes when and why, by month and term, and which holds keep what.</summary>
public sealed class PreviewRetention(VaultDatabase database, IClock clock)
{
    private static readonly Period Usual = Period.FromMonths(3);

    private static readonly Problem BadUntil = new(
        StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, "until is a date, such as 2026-12-31: what is due by the end of that day is told.");

    public async Task<IResult> Get(string principal, HttpContext http, CancellationToken ct)
    {
        var (paging, problem) = Paging.Read(http.Request);
        if (paging is null) return problem!.ToResult();
        var now = clock.GetCurrentInstant();
        var until = Amsterdam.DateOf(now).Plus(Usual);
        if (http.Request.Query["until"] is { Count: > 0 } asked)
        {
            if (asked.Count > 1 || LocalDatePattern.Iso.Parse(asked[0]!) is not { Success: true, Value: { Year: >= 1900 and <= 2200 } day }) return BadUntil.ToResult();
            until = day;
        }

        var end = Amsterdam.StartOf(until.PlusDays(1));
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        // One instant for all of it.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var items = await Items(transaction, principal, end, paging, ct);
        var page = paging.Page(items, i => InstantCursor.Write(i.DueAt, i.Exhibit));
        // The sums are those of the whole; whoever turns the page has them.
        var summary = paging.After.Length == 0 ? await PreviewSums.Of(transaction, principal, end, ct) : null;
        return Results.Json(new PreviewView(until, now, summary, page.Items, page.Next), VaultJson.Answers);
    }

    private static async Task<List<PreviewItem>> Items(NpgsqlTransaction transaction, string principal, Instant end, Paging paging, CancellationToken ct)
    {
        var after = InstantCursor.Read(paging.After);
        await using var command = new NpgsqlCommand(
            $"""
            select r.exhibit, r.kind, r.size, r.due_at, r.term, r.trigger, r.policy, r.consumer, r.state, case when r.state = 0 then {RetentionStandings.Holds} else '{"{}"}' end, r.attempts, r.fault
            from {VaultStore.Schema}.exhibit_retention r
            where r.principal = $1 and r.state < 2 and r.due_at < $2 and ($3::timestamptz is null or (r.due_at, r.exhibit) > ($3, $4))
            order by r.due_at, r.exhibit limit $5
            """, transaction.Connection, transaction);
        foreach (var value in (object[])[principal, end]) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = (object?)after?.At ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = after?.Id ?? "" });
        command.Parameters.Add(new() { Value = paging.Limit + 1 });
        await using var r = await command.ExecuteReaderAsync(ct);
        var items = new List<PreviewItem>();
        while (await r.ReadAsync(ct))
        {
            var term = (RetentionTerm)r.GetInt32(4);
            items.Add(new(
                r.GetString(0), (ExhibitKind)r.GetInt32(1), r.GetInt64(2), r.GetFieldValue<Instant>(3), term, RetentionTexts.Of(term), r.IsDBNull(5) ? null : r.GetGuid(5),
                r.IsDBNull(6) ? null : r.GetGuid(6), r.IsDBNull(7) ? null : r.GetGuid(7), r.GetInt32(8) == (int)RetentionState.Claimed, r.GetFieldValue<string[]>(9), r.GetInt32(10),
                r.IsDBNull(11) ? null : r.GetString(11)));
        }

        return items;
    }
}

/// <summary>What goes when.</summary>
/// <param name="Until">What is due by the end of this day is told.</param>
/// <param name="EvaluatedAt">When it was so.</param>
/// <param name="Summary">The sums; on the first page only.</param>
/// <param name="Items">The exhibits, those due first.</param>
/// <param name="Next">The cursor of the next page.</param>
public sealed record PreviewView(LocalDate Until, Instant EvaluatedAt, PreviewSummary? Summary, IReadOnlyList<PreviewItem> Items, string? Next);

/// <summary>The sums of a preview.</summary>
/// <param name="Count">How many exhibits are due by then.</param>
/// <param name="Bytes">How large they are together.</param>
/// <param name="Held">How many of them a hold keeps as things are.</param>
/// <param name="WithoutTerm">How many have no term yet, and stay.</param>
/// <param name="BytesWithoutTerm">How large those are together.</param>
/// <param name="Consumers">Of how many consumers no fact has a term left by then, so that card and key go.</param>
/// <param name="Months">By the month in which they are due, and the term.</param>
public sealed record PreviewSummary(long Count, long Bytes, long Held, long WithoutTerm, long BytesWithoutTerm, long Consumers, IReadOnlyList<PreviewMonth> Months);

/// <summary>What is due in a month by one term.</summary>
public sealed record PreviewMonth(string Month, RetentionTerm Term, long Count, long Bytes, long Held);

/// <summary>An exhibit that is due.</summary>
public sealed record PreviewItem(
    string Exhibit, ExhibitKind Kind, long Size, Instant DueAt, RetentionTerm Term, Explanation Explanation, Guid? Trigger, Guid? Policy, Guid? Consumer, bool IsClaimed,
    IReadOnlyList<string> Holds, int FailedAttempts, string? Fault);
