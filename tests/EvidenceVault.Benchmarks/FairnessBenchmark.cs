using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>Single posts of one agency, alone and while another's night job fills the vault.</summary>
public static class FairnessBenchmark
{
    private const int Posts = 1_000;

    public static async Task Run(int bulk)
    {
        await using var vault = await VaultUnderTest.Start();
        var singles = SampleItems.Make(3 * Posts, Posts).Select(i => i.Json.Replace("\"ref\":\"B-", "\"ref\":\"S-", StringComparison.Ordinal)).ToList();
        await Post(vault, singles[..Posts]);
        var alone = await Post(vault, singles[Posts..(2 * Posts)]);
        var upload = Upload(vault, bulk);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var beside = await Post(vault, singles[(2 * Posts)..]);
        var during = !upload.IsCompleted;
        var rate = bulk / (await upload).TotalSeconds;
        Console.WriteLine($"single posts alone: p50 {alone.P50:0.0} ms, p99 {alone.P99:0.0} ms; beside an upload of {rate:N0} items/s: p50 {beside.P50:0.0} ms, p99 {beside.P99:0.0} ms");
        if (!during) Console.WriteLine("The upload ended first: ask for more items.");
    }

    private static async Task<(double P50, double P99)> Post(VaultUnderTest vault, IReadOnlyList<string> items)
    {
        var took = new double[items.Count];
        for (var i = 0; i < took.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var content = new StringContent(items[i], Encoding.UTF8, "application/json");
            using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/evidence", content);
            response.EnsureSuccessStatusCode();
            took[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(took);
        return (took[took.Length / 2], took[took.Length * 99 / 100]);
    }

    private static async Task<TimeSpan> Upload(VaultUnderTest vault, int items)
    {
        var lines = Encoding.UTF8.GetBytes(string.Join('\n', SampleItems.Make(items, items * 3 / 10).Select(i => i.Json)));
        using var content = new ByteArrayContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var clock = Stopwatch.StartNew();
        using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/evidence?results=problems", content);
        var totals = await response.Content.ReadAsStringAsync();
        return totals.Contains($"\"accepted\":{items}", StringComparison.Ordinal) ? clock.Elapsed : throw new InvalidOperationException(totals[..Math.Min(500, totals.Length)]);
    }
}
