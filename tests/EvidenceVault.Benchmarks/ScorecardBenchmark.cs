using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using EvidenceVault.TestBed;
using Npgsql;

namespace EvidenceVault.Benchmarks;

/// <summary>Scorecards and drill-down over many calls, and how fast dossiers are judged again after a change of the book.</summary>
/// <remarks>The calls are judged ones of the sample, many times over: what is read is rows and counts, and those are made in SQL.</remarks>
public static class ScorecardBenchmark
{
    private const int Sample = 20_000;

    private static readonly string P = $"/v1/principals/{VaultUnderTest.Principal}";

    public static async Task Run(int calls)
    {
        await using var vault = await VaultUnderTest.Start();
        await VaultUnderTest.Ok(vault.Client.PutAsJsonAsync($"{P}/campaigns/bench", new { name = "Bench", products = new[] { "electricity", "gas" }, nature = "commercial", validFrom = "2025-01-01" }));
        var lines = string.Join('\n', SampleItems.Make(Sample, Sample * 3 / 10).Select(i => i.Json));
        using (var response = await vault.Client.PostAsync($"{P}/evidence", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"))) response.EnsureSuccessStatusCode();
        Console.WriteLine($"{Sample} items of {Sample * 3 / 10} consumers judged {await Settled(vault):0.0} s after the last was accepted");

        await VaultUnderTest.Ok(vault.Client.PutAsJsonAsync(
            $"{P}/scripts/script-1", new { campaign = "bench", text = "Goedemiddag." }));
        var again = await Settled(vault);
        Console.WriteLine($"all judged again after a change of the book in {again:0.0} s: {Sample * 3 / 10 / again:N0} dossiers/s");

        var connection = new NpgsqlConnectionStringBuilder(VaultUnderTest.Connection("Vault")) { Database = "bench_vault" }.ConnectionString;
        await Multiply(connection, calls);
        foreach (var (name, path) in new[]
        {
            ("campaign, all of it", "campaigns/bench/scorecard"), ("campaign, 6 months", "campaigns/bench/scorecard?from=2025-07-01&to=2026-01-01"),
            ("campaign, 11 February to 20 May", "campaigns/bench/scorecard?from=2026-02-11&to=2026-05-20"), ("party, all of it", "parties/bench/scorecard"),
            ("contradictions of a campaign", "campaigns/bench/contradictions"),
            ("calls, first page", "calls?campaign=bench"), ("calls with a breach of consent", "calls?campaign=bench&rule=TW-11.7-CONSENT&result=breach"),
            ("calls with a rare result", "calls?campaign=bench&rule=handed-in-late&result=yes&proof=contemporaneous&from=2026-01-01&to=2026-04-01"),
        })
            await Measure(name, async () => await vault.Client.GetByteArrayAsync($"{P}/{path}"));
    }

    /// <summary>Waits until everything is judged.</summary>
    /// <returns>Seconds.</returns>
    internal static async Task<double> Settled(VaultUnderTest vault)
    {
        var started = Stopwatch.GetTimestamp();
        while ((await VaultUnderTest.Ok(vault.Client.GetAsync($"{P}/parties/bench/scorecard"))).RootElement.GetProperty("recomputing").GetBoolean()) await Task.Delay(100);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // Four callers over 18 months, and the counts that follow from them.
    private static async Task Multiply(string connection, int calls)
    {
        var count = calls.ToString(CultureInfo.InvariantCulture);
        await Databases.ExecuteAsync(connection,
            $"""
            insert into vault.judged_call (principal, consumer, call, started_at, day, campaign, party, is_dialled, is_conversation, permission, conduct, basis, proof, nature,
                hours_after_withdrawal, marks, reasons)
            select principal, consumer, gen_random_uuid(), at, (at at time zone 'Europe/Amsterdam')::date, campaign, caller, is_dialled, is_conversation, permission, conduct,
                basis, proof, nature, hours_after_withdrawal, marks, reasons
            from (
                select j.*, timestamptz '2025-01-02' + random() * interval '540 days' as at, (array['bench', 'bench', 'noord', 'zuid', 'west'])[1 + floor(random() * 5)::int] as caller
                from vault.judged_call j, generate_series(1, 1 + {count} / greatest(1, (select count(*) from vault.judged_call))) limit {count}) many
            """);
        // A third as many consents as calls.
        await Databases.ExecuteAsync(connection,
            $"""
            insert into vault.consent_in_use (principal, consumer, consent, campaign, caller, first_call_at, granted_at, recorded_at, day, collector, method, wording, uploaded_by, verified_by)
            select principal, consumer, gen_random_uuid(), campaign, caller, at, at - random() * interval '200 days', recorded_at, at::date, collector, method, wording,
                uploaded_by, verified_by
            from (
                select c.*, timestamptz '2025-01-02' + random() * interval '540 days' as at
                from vault.consent_in_use c, generate_series(1, 1 + {count} / 3 / greatest(1, (select count(*) from vault.consent_in_use))) limit {count} / 3) many;
            analyze vault.consent_in_use
            """);
        await Databases.ExecuteAsync(connection,
            """
            truncate vault.scorecard_count, vault.scorecard_day;
            insert into vault.scorecard_count
            select principal, campaign, party, date_trunc('month', day)::date, split_part(mark, ' ', 1), split_part(mark, ' ', 2), proof, count(*), count(*) filter (where is_conversation)
            from vault.judged_call, unnest(marks) mark group by 1, 2, 3, 4, 5, 6, 7;
            insert into vault.scorecard_day select principal, party, day, count(*) from vault.judged_call where is_dialled group by 1, 2, 3;
            analyze vault.judged_call, vault.scorecard_count, vault.scorecard_day
            """);
    }

    private static async Task Measure(string name, Func<Task<byte[]>> get)
    {
        for (var i = 0; i < 20; i++) await get();
        var took = new double[100];
        var size = 0;
        for (var i = 0; i < took.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            size = (await get()).Length;
            took[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(took);
        Console.WriteLine($"{name,-36} p50 {took[50],6:0.0} ms, p95 {took[95],6:0.0} ms, {size >> 10} KiB");
    }
}
