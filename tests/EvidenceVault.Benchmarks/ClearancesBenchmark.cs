using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Npgsql;

namespace EvidenceVault.Benchmarks;

/// <summary>
/// Clearances over a filled store: single ones at a steady rate, as many as go, and an array; against the same reads and a durable write by bare
/// Npgsql, one transaction a question, without judging.
/// </summary>
public static class ClearancesBenchmark
{
    private const int Rate = 1_500;
    private const int Seconds = 10;
    private const int Clients = 64;
    private const int ArrayLength = 50_000;

    public static async Task Run(int items)
    {
        await using var vault = await VaultUnderTest.Start();
        var consumers = items * 3 / 10;
        await Fill(vault, items, consumers);
        using (var campaign = await vault.Client.PutAsJsonAsync($"/v1/principals/{VaultUnderTest.Principal}/campaigns/bench", new { name = "Bench", products = new[] { "electricity" }, nature = "commercial", validFrom = "2025-01-01" }))
            campaign.EnsureSuccessStatusCode();

        // What was filled in is judged first: a store at rest is what is asked about.
        await ScorecardBenchmark.Settled(vault);
        await Most(vault, consumers, TimeSpan.FromSeconds(5));
        var steady = await Steady(vault, consumers);
        Console.WriteLine($"single, {Rate}/s asked: {steady}");
        var used = vault.ProcessorTime;
        var most = await Most(vault, consumers, TimeSpan.FromSeconds(Seconds));
        Console.WriteLine($"single, {Clients} clients as fast as they can: {most:N0}/s; server {(vault.ProcessorTime - used).TotalMicroseconds / most / Seconds:0} µs CPU each");
        Console.WriteLine($"bare Npgsql, {Clients} connections, the same rows read and one durable row: {await Bare(consumers):N0}/s");
        used = vault.ProcessorTime;
        var array = await Array(vault, consumers);
        Console.WriteLine($"an array of {ArrayLength:N0}: {array.TotalSeconds:0.0} s; server {(vault.ProcessorTime - used).TotalMicroseconds / ArrayLength:0} µs CPU each, peak {vault.PeakMemory} MiB");
    }

    private static async Task Fill(VaultUnderTest vault, int items, int consumers)
    {
        var clock = Stopwatch.StartNew();
        foreach (var chunk in SampleItems.Make(items, consumers).Select(i => i.Json).Chunk(200_000))
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', chunk)));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/evidence?results=problems", content);
            var totals = await response.Content.ReadAsStringAsync();
            if (!totals.Contains($"\"accepted\":{chunk.Length}", StringComparison.Ordinal)) throw new InvalidOperationException(totals[..Math.Min(500, totals.Length)]);
        }

        Console.WriteLine($"filled with {items:N0} events in {clock.Elapsed.TotalSeconds:0} s");
    }

    private static Task<SteadyLoad> Steady(VaultUnderTest vault, int consumers) => Load.Steady(Rate * Seconds, Rate, i => Ask(vault, SampleItems.Phone(i * 7919 % consumers)));

    private static async Task<double> Most(VaultUnderTest vault, int consumers, TimeSpan time)
    {
        var (answered, next, clock) = (0, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (clock.Elapsed < time)
            {
                await Ask(vault, SampleItems.Phone(Interlocked.Increment(ref next) * 7919 % consumers));
                Interlocked.Increment(ref answered);
            }
        }));
        return answered / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Asks whether a number may be called, and waits for the answer.</summary>
    internal static async Task Ask(VaultUnderTest vault, string phone)
    {
        using var content = new StringContent($$"""{"phone":"{{phone}}","campaign":"bench"}""", Encoding.UTF8, "application/json");
        using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/clearances?findings=codes", content);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<TimeSpan> Array(VaultUnderTest vault, int consumers)
    {
        var body = $"[{string.Join(',', Enumerable.Range(0, ArrayLength).Select(i => $$"""{"phone":"{{SampleItems.Phone(i * 7919 % consumers)}}","campaign":"bench"}"""))}]";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var clock = Stopwatch.StartNew();
        using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/clearances?findings=codes", content);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
        return clock.Elapsed;
    }

    private static async Task<double> Bare(int consumers)
    {
        var settings = new NpgsqlConnectionStringBuilder(VaultUnderTest.Connection("Vault")) { Database = "bench_vault", MaxPoolSize = Clients };
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        await using (var table = source.CreateCommand("create table bench_clearance (id bigint primary key, data jsonb not null)")) await table.ExecuteNonQueryAsync();
        var ids = new List<Guid>(consumers);
        await using (var read = source.CreateCommand("select consumer from vault.identity_card"))
        await using (var rows = await read.ExecuteReaderAsync())
            while (await rows.ReadAsync()) ids.Add(rows.GetGuid(0));
        var (answered, next, clock) = (0, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (clock.Elapsed < TimeSpan.FromSeconds(Seconds))
            {
                var id = Interlocked.Increment(ref next);
                await using var connection = await source.OpenConnectionAsync();
                await using (var read = new NpgsqlCommand("select data from vault.mt_events where tenant_id = $1 and stream_id = $2 order by version", connection))
                {
                    read.Parameters.Add(new() { Value = VaultUnderTest.Principal });
                    read.Parameters.Add(new() { Value = $"dossier/{ids[id * 7919 % ids.Count]:N}" });
                    await using var rows = await read.ExecuteReaderAsync();
                    while (await rows.ReadAsync()) rows.GetFieldValue<byte[]>(0);
                }

                await using var write = new NpgsqlCommand("insert into bench_clearance (id, data) values ($1, '{\"clear\": false}')", connection);
                write.Parameters.Add(new() { Value = (long)id });
                await write.ExecuteNonQueryAsync();
                Interlocked.Increment(ref answered);
            }
        }));
        return answered / clock.Elapsed.TotalSeconds;
    }
}
