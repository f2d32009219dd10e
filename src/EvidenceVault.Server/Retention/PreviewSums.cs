using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Store;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace EvidenceVault.Server.Retention;

/// <summary>The sums of a preview, over however many exhibits.</summary>
public static class PreviewSums
{
    private static readonly LocalDatePattern Month = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>What is due before an instant.</summary>
    public static async Task<PreviewSummary> Of(NpgsqlTransaction transaction, string principal, Instant end, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                Command($"select min(due_at) from {VaultStore.Schema}.exhibit_retention where principal = $1 and state < 2 and due_at < $2", principal, end),
                Command($"select count(*), coalesce(sum(size), 0)::bigint from {VaultStore.Schema}.exhibit_retention where principal = $1 and state < 2 and due_at is null", principal),
                Command($"select count(*) from {VaultStore.Schema}.consumer_term where principal = $1 and not is_gone and due_at < $2", principal, end),
                Command(
                    $"""
                    select distinct a.anchor from {VaultStore.Schema}.hold_anchor a join {VaultStore.Schema}.retention_hold h on h.principal = a.principal and h.ref = a.hold
                    where a.principal = $1 and h.keeps_past_term
                    """, principal),
            },
        };
        Instant? first;
        long without, bytesWithout, consumers;
        var anchors = new List<string>();
        await using (var r = await batch.ExecuteReaderAsync(ct))
        {
            await r.ReadAsync(ct);
            first = r.IsDBNull(0) ? null : r.GetFieldValue<Instant>(0);
            await r.NextResultAsync(ct);
            await r.ReadAsync(ct);
            (without, bytesWithout) = (r.GetInt64(0), r.GetInt64(1));
            await r.NextResultAsync(ct);
            await r.ReadAsync(ct);
            consumers = r.GetInt64(0);
            await r.NextResultAsync(ct);
            while (await r.ReadAsync(ct)) anchors.Add(r.GetString(0));
        }

        var months = first is { } since ? await Months(transaction, principal, since, end, anchors, ct) : [];
        return new(months.Sum(m => m.Count), months.Sum(m => m.Bytes), months.Sum(m => m.Held), without, bytesWithout, consumers, months);
    }

    private static async Task<List<PreviewMonth>> Months(NpgsqlTransaction transaction, string principal, Instant since, Instant end, List<string> anchors, CancellationToken ct)
    {
        // Counted by where an instant lies between the months' beginnings: to write each one's date costs four times as much.
        var days = new List<LocalDate>();
        for (var day = Amsterdam.DateOf(since).With(DateAdjusters.StartOfMonth); Amsterdam.StartOf(day) < end; day = day.PlusMonths(1)) days.Add(day);
        var starts = days.ConvertAll(Amsterdam.StartOf).ToArray();
        await using var command = new NpgsqlCommand(anchors.Count > 0 ? Sums(Held, Everything) : Sums("0::bigint", ""), transaction.Connection, transaction);
        foreach (var value in (object[])[principal, end, starts]) command.Parameters.Add(new() { Value = value });
        if (anchors.Count > 0) command.Parameters.Add(new() { Value = anchors.ToArray() });
        var months = new List<PreviewMonth>();
        await using var r = await command.ExecuteReaderAsync(ct);
        while (await r.ReadAsync(ct)) months.Add(new(Month.Format(days[r.GetInt32(0) - 1]), (RetentionTerm)r.GetInt32(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)));
        return months;
    }

    // One pass over the rows, whatever is counted of them.
    private static string Sums(string held, string from) =>
        $"""
        select width_bucket(r.due_at, $3), r.term, count(*), coalesce(sum(r.size), 0)::bigint, {held}
        from {VaultStore.Schema}.exhibit_retention r{from} where r.principal = $1 and r.state < 2 and r.due_at < $2 group by 1, 2 order by 1, 2
        """;

    // Only of those that the anchor of some hold meets is asked whether it covers them, and not of those that one covers by its period alone.
    private static string Held =>
        $"count(*) filter (where r.state = 0 and r.anchors && $4 and (r.recorded_at <@ everything.periods or exists (select {HoldSql.Keeping("r")})))";

    private static string Everything =>
        $$"""
        , (select coalesce(range_agg(tstzrange(h.from_at, h.to_at)), '{}') as periods
           from {{VaultStore.Schema}}.hold_anchor a join {{VaultStore.Schema}}.retention_hold h on h.principal = a.principal and h.ref = a.hold
           where a.principal = $1 and a.anchor = '{{HoldAnchors.Everything}}' and h.keeps_past_term) everything
        """;

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
