using EvidenceVault.Domain.Judging.Structural;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Scorecards;

/// <summary>The counts behind a scorecard.</summary>
/// <param name="Cells">Attempts and conversations by cell.</param>
/// <param name="AfterWithdrawal">Calls after a withdrawal, by campaign, party and month.</param>
/// <param name="AfterWithdrawalInAll">The same in all: a person called in two months counts once.</param>
/// <param name="Book">What the dossiers are judged by, and how many are not yet; null: nothing was judged yet.</param>
/// <param name="Due">Dossiers with evidence that was not judged yet; no more than <see cref="ReadCounts.MostDue"/> are counted.</param>
public sealed record Counts(
    IReadOnlyList<(Cell Cell, long Attempts, long Conversations)> Cells,
    IReadOnlyDictionary<(string Campaign, string Party, LocalDate Month), AfterWithdrawal> AfterWithdrawal,
    AfterWithdrawal AfterWithdrawalInAll,
    JudgedBook? Book,
    long Remaining,
    long Due);

/// <summary>Calls made after a withdrawal or an objection that stood.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Consumers">The people called.</param>
/// <param name="MedianHours">Hours from the withdrawal to the last call after it, the median over these people; null: there are none.</param>
/// <param name="MostHours">The same, the most.</param>
public sealed record AfterWithdrawal(long Calls, long Consumers, double? MedianHours, long? MostHours);

/// <summary>Reads the counts of a campaign or a party: whole months as they are kept, and the days at both ends from the calls themselves.</summary>
public sealed class ReadCounts(VaultDatabase database)
{
    /// <summary>So many dossiers at most are counted as due.</summary>
    public const int MostDue = 10_000;

    /// <summary>The counts of a campaign where one is named, else of a party.</summary>
    public async Task<Counts> Of(string principal, string? campaign, string? party, Days days, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        // One instant for all of it: what is judged meanwhile is in all figures or in none.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Kept(principal, campaign, party, days));
        batch.BatchCommands.Add(AtTheEnds(principal, campaign, party, days));
        batch.BatchCommands.Add(ConsentsAtTheEnds(principal, campaign, party, days));
        batch.BatchCommands.Add(After(principal, campaign, party, days, inAll: false));
        batch.BatchCommands.Add(After(principal, campaign, party, days, inAll: true));
        batch.BatchCommands.Add(new(
            """
            select b.book, b.parties, b.rules, b.policy_from, (select count(*) from vault.judged_dossier d where d.principal = b.principal and d.generation < b.generation)
            from vault.judged_book b where b.principal = $1
            """)
        { Parameters = { new() { Value = principal } } });
        batch.BatchCommands.Add(new("select count(distinct consumer) from (select consumer from vault.judging_due where principal = $1 limit $2) d")
        {
            Parameters = { new() { Value = principal }, new() { Value = MostDue } },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var cells = new List<(Cell, long, long)>();
        await Read(reader, cells, ct);
        await reader.NextResultAsync(ct);
        await Read(reader, cells, ct);
        await reader.NextResultAsync(ct);
        await Read(reader, cells, ct);
        await reader.NextResultAsync(ct);
        var after = new Dictionary<(string, string, LocalDate), AfterWithdrawal>();
        while (await reader.ReadAsync(ct)) after[(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<LocalDate>(2))] = ReadAfter(reader);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        var inAll = ReadAfter(reader);
        await reader.NextResultAsync(ct);
        (JudgedBook? Book, long Remaining) judged = await reader.ReadAsync(ct) ? (new(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<LocalDate>(3)), reader.GetInt64(4)) : default;
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return new(cells, after, inAll, judged.Book, judged.Remaining, reader.GetInt64(0));
    }

    /// <summary>The parties that made calls for a campaign in the months of a period.</summary>
    public async Task<string[]> Callers(string principal, string campaign, Days days, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            select coalesce(array_agg(distinct party), '{}') from vault.scorecard_count
            where principal = $1 and campaign = $2 and attempts > 0 and rule = $5 and month >= date_trunc('month', $3::date) and month < $4
            """);
        command.Parameters.Add(new() { Value = principal });
        command.Parameters.Add(new() { Value = campaign });
        command.Parameters.Add(new() { Value = days.FirstDay });
        command.Parameters.Add(new() { Value = days.EndDay });
        command.Parameters.Add(new() { Value = CountedAs.Calls });
        return (string[])(await command.ExecuteScalarAsync(ct))!;
    }

    private static NpgsqlBatchCommand Kept(string principal, string? campaign, string? party, Days days)
    {
        var (from, to) = days.Months;
        return new(
            """
            select campaign, party, month, rule, result, proof, attempts, conversations from vault.scorecard_count
            where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or party = $3) and month >= $4 and month < $5 and attempts > 0
            """)
        { Parameters = { new() { Value = principal }, Text(campaign), Text(party), new() { Value = from }, new() { Value = to } } };
    }

    private static NpgsqlBatchCommand AtTheEnds(string principal, string? campaign, string? party, Days days)
    {
        var (from, to) = days.Months;
        return new(
            """
            select campaign, party, month, split_part(mark, ' ', 1), split_part(mark, ' ', 2), proof, sum(calls)::bigint, coalesce(sum(calls) filter (where is_conversation), 0)::bigint
            from (
                select campaign, party, date_trunc('month', day)::date as month, marks, proof, is_conversation, count(*) as calls from vault.judged_call
                where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or party = $3)
                  and (started_at >= $4 and started_at < $5 or started_at >= $6 and started_at < $7)
                group by 1, 2, 3, 4, 5, 6) alike, unnest(marks) as mark
            group by 1, 2, 3, 4, 5, 6
            """)
        {
            Parameters =
            {
                new() { Value = principal }, Text(campaign), Text(party),
                new() { Value = days.Start }, new() { Value = Domain.Judging.Amsterdam.StartOf(from) },
                new() { Value = Domain.Judging.Amsterdam.StartOf(to) }, new() { Value = days.End },
            },
        };
    }

    private static NpgsqlBatchCommand After(string principal, string? campaign, string? party, Days days, bool inAll) => new(
        inAll
            ? """
              select '', '', current_date, coalesce(sum(calls), 0)::bigint, count(*), percentile_cont(0.5) within group (order by hours), max(hours)::bigint from (
                  select consumer, count(*) as calls, max(hours_after_withdrawal) as hours from vault.judged_call
                  where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or party = $3) and started_at >= $4 and started_at < $5
                    and hours_after_withdrawal is not null
                  group by 1) called
              """
            : """
              select campaign, party, month, sum(calls)::bigint, count(*), percentile_cont(0.5) within group (order by hours), max(hours)::bigint from (
                  select campaign, party, date_trunc('month', day)::date as month, consumer, count(*) as calls, max(hours_after_withdrawal) as hours from vault.judged_call
                  where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or party = $3) and started_at >= $4 and started_at < $5
                    and hours_after_withdrawal is not null
                  group by 1, 2, 3, 4) called
              group by 1, 2, 3
              """)
    {
        Parameters = { new() { Value = principal }, Text(campaign), Text(party), new() { Value = days.Start }, new() { Value = days.End } },
    };

    private static NpgsqlBatchCommand ConsentsAtTheEnds(string principal, string? campaign, string? party, Days days)
    {
        var (from, to) = days.Months;
        return new(
            """
            select campaign, caller, date_trunc('month', day)::date, $8, case when verified_by = '' then $9 else $10 end, '', count(*), 0::bigint from vault.consent_in_use
            where principal = $1 and ($2::text is null or campaign = $2) and ($3::text is null or caller = $3)
              and (first_call_at >= $4 and first_call_at < $5 or first_call_at >= $6 and first_call_at < $7)
            group by 1, 2, 3, 5
            """)
        {
            Parameters =
            {
                new() { Value = principal }, Text(campaign), Text(party),
                new() { Value = days.Start }, new() { Value = Domain.Judging.Amsterdam.StartOf(from) },
                new() { Value = Domain.Judging.Amsterdam.StartOf(to) }, new() { Value = days.End },
                new() { Value = CountedAs.Consents }, new() { Value = CountedAs.NeverVerified }, new() { Value = CountedAs.Verified },
            },
        };
    }

    private static async Task Read(NpgsqlDataReader r, List<(Cell, long, long)> cells, CancellationToken ct)
    {
        while (await r.ReadAsync(ct))
            cells.Add((new(r.GetString(0), r.GetString(1), r.GetFieldValue<LocalDate>(2), r.GetString(3), r.GetString(4), r.GetString(5)), r.GetInt64(6), r.GetInt64(7)));
    }

    private static AfterWithdrawal ReadAfter(NpgsqlDataReader r) =>
        new(r.GetInt64(3), r.GetInt64(4), r.IsDBNull(5) ? null : r.GetDouble(5), r.IsDBNull(6) ? null : r.GetInt64(6));

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
