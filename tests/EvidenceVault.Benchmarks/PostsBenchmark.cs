using System.Diagnostics;
using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>Single posts of many clients, as fast as they can and at a steady rate, against bare Marten committing one event at a time for as many.</summary>
public static class PostsBenchmark
{
    private const int Clients = 64;
    private const int Rate = 1_000;

    public static async Task Run(int items)
    {
        var made = SampleItems.Make(items, items * 3 / 10).ToList();
        var bare = await BareMarten.Commit(made, Clients);
        Console.WriteLine($"bare Marten, {Clients} clients, an event a commit: {bare:N0}/s");
        await using var vault = await VaultUnderTest.Start();
        await Most(vault, [.. made.Take(items / 4).Select(i => Again(i.Json, "W"))]);
        var used = vault.ProcessorTime;
        var most = await Most(vault, [.. made.Select(i => i.Json)]);
        Console.WriteLine($"the vault, {Clients} clients, an item a post: {most:N0}/s, {most / bare:0.00} of bare Marten; server {(vault.ProcessorTime - used).TotalMicroseconds / items:0} µs CPU each");
        await ScorecardBenchmark.Settled(vault);
        var (rate, p50, p99) = await Steady(vault, [.. made.Take(Rate * 10).Select(i => Again(i.Json, "S"))]);
        Console.WriteLine($"{Rate:N0}/s asked: {rate:N0}/s answered, p50 {p50:0.0} ms, p99 {p99:0.0} ms");
    }

    private static string Again(string json, string prefix) => json.Replace("\"ref\":\"B-", $"\"ref\":\"{prefix}-", StringComparison.Ordinal);

    private static async Task<double> Most(VaultUnderTest vault, IReadOnlyList<string> items)
    {
        var (next, clock) = (-1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < items.Count; i = Interlocked.Increment(ref next)) await Post(vault, items[i]);
        }));
        return items.Count / clock.Elapsed.TotalSeconds;
    }

    private static async Task<(double Rate, double P50, double P99)> Steady(VaultUnderTest vault, IReadOnlyList<string> items)
    {
        var took = new double[items.Count];
        var posted = new List<Task>(items.Count);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < items.Count; i++)
        {
            // Open loop: what is late stays late, as with real clients.
            var due = TimeSpan.FromSeconds((double)i / Rate);
            while (clock.Elapsed < due) await Task.Delay(1);
            posted.Add(Timed(i, due));
        }

        await Task.WhenAll(posted);
        var rate = items.Count / clock.Elapsed.TotalSeconds;
        Array.Sort(took);
        return (rate, took[took.Length / 2], took[took.Length * 99 / 100]);

        async Task Timed(int i, TimeSpan due)
        {
            await Post(vault, items[i]);
            took[i] = (clock.Elapsed - due).TotalMilliseconds;
        }
    }

    private static async Task Post(VaultUnderTest vault, string item)
    {
        using var content = new StringContent(item, Encoding.UTF8, "application/json");
        using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/evidence", content);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }
}
