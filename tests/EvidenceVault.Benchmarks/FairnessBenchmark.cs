using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>Single posts at a steady rate, of the principal whose night job fills the vault and of another: alone and beside it.</summary>
public static class FairnessBenchmark
{
    private const int Rate = 25;
    private const int Posts = 500;

    public static async Task Run(int bulk)
    {
        await using var vault = await VaultUnderTest.Start();
        using var neighbour = await vault.ClientOf("neighbour");
        // A server's first work is slow work.
        await Upload(vault, 20_000, 2);
        var quiet = await Upload(vault, 60_000, 3);
        await Both(vault, neighbour, 'W');
        await ScorecardBenchmark.Settled(vault);
        var alone = await Both(vault, neighbour, 'A');
        var upload = Upload(vault, bulk, 0);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var beside = await Both(vault, neighbour, 'S');
        var during = !upload.IsCompleted;
        Console.WriteLine($"an upload by itself: {quiet:N0} items/s; with {2 * Rate} single posts a second beside it: {await upload:N0}");
        foreach (var (who, before, then) in new[] { ("of the same principal", alone.Same, beside.Same), ("of another principal", alone.Other, beside.Other) })
            Console.WriteLine($"single posts {who}, alone: p50 {before.P50:0.0} ms, p99 {before.P99:0.0} ms; beside the upload: p50 {then.P50:0.0} ms, p99 {then.P99:0.0} ms");
        if (!during) Console.WriteLine("The upload ended first: ask for more items.");
    }

    private static async Task<(SteadyLoad Same, SteadyLoad Other)> Both(VaultUnderTest vault, HttpClient neighbour, char prefix)
    {
        var (same, other) = (Post(vault.Client, VaultUnderTest.Principal, prefix), Post(neighbour, "neighbour", prefix));
        return (await same, await other);
    }

    private static Task<SteadyLoad> Post(HttpClient client, string principal, char prefix)
    {
        var items = SampleItems.Make(Posts, Posts / 3, 1).Select(i => i.Json.Replace("\"ref\":\"C-", $"\"ref\":\"{prefix}-", StringComparison.Ordinal)).ToList();
        return Load.Steady(items.Count, Rate, async i =>
        {
            using var content = new StringContent(items[i], Encoding.UTF8, "application/json");
            using var response = await client.PostAsync($"/v1/principals/{principal}/evidence", content);
            response.EnsureSuccessStatusCode();
        });
    }

    private static async Task<double> Upload(VaultUnderTest vault, int items, int series)
    {
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', SampleItems.Make(items, items * 3 / 10, series).Select(i => i.Json)));
        using var content = new ByteArrayContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var clock = Stopwatch.StartNew();
        using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/evidence?results=problems", content);
        var totals = await response.Content.ReadAsStringAsync();
        return totals.Contains($"\"accepted\":{items}", StringComparison.Ordinal) ? items / clock.Elapsed.TotalSeconds : throw new InvalidOperationException(totals[..Math.Min(500, totals.Length)]);
    }
}
