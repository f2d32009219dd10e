using System.Net.Http.Json;

namespace EvidenceVault.Benchmarks;

/// <summary>The same work over few events and over many: what it takes must hardly grow with what is stored.</summary>
public static class StoredBenchmark
{
    private const int Posts = 10_000;
    private const int PostRate = 200;
    private const int ClearanceRate = 200;
    private const int Seconds = 10;

    /// <param name="stored">How many events the store is to hold.</param>
    /// <param name="items">How many items an upload has.</param>
    public static async Task Run(long stored, int items)
    {
        await using var vault = await VaultUnderTest.Start();
        await VaultUnderTest.Ok(vault.Client.PutAsJsonAsync(
            $"/v1/principals/{VaultUnderTest.Principal}/campaigns/bench", new { name = "Bench", products = new[] { "electricity" }, nature = "commercial", validFrom = "2025-01-01" }));
        // A server's first work is slow work.
        await IntakeBenchmark.Upload(vault, [.. SampleItems.Make(items, items * 3 / 10)], "\"accepted\"");
        await ScorecardBenchmark.Settled(vault);
        var few = await Measure(vault, items, 1);
        stored = await BigStore.Grow(vault, stored);
        var many = await Measure(vault, items, 2);
        Tell("an upload, items/s", few.Upload, many.Upload, few.Upload / many.Upload);
        Tell("64 clients posting, items/s", few.Posts, many.Posts, few.Posts / many.Posts);
        Tell($"a post at {PostRate}/s, p50 ms", few.Post.P50, many.Post.P50, many.Post.P50 / few.Post.P50);
        Tell($"a post at {PostRate}/s, p99 ms", few.Post.P99, many.Post.P99, many.Post.P99 / few.Post.P99);
        Tell($"a clearance at {ClearanceRate}/s, p50 ms", few.Clearance.P50, many.Clearance.P50, many.Clearance.P50 / few.Clearance.P50);
        Tell($"a clearance at {ClearanceRate}/s, p99 ms", few.Clearance.P99, many.Clearance.P99, many.Clearance.P99 / few.Clearance.P99);
        Console.WriteLine($"the first column over few events, the second over {stored:N0}; peak memory {vault.PeakMemory} MiB");
    }

    private static async Task<(double Upload, double Posts, SteadyLoad Post, SteadyLoad Clearance)> Measure(VaultUnderTest vault, int items, int series)
    {
        var (upload, _) = await IntakeBenchmark.Upload(vault, [.. SampleItems.Make(items, items * 3 / 10, series)], "\"accepted\"");
        await ScorecardBenchmark.Settled(vault);
        var posts = await PostsBenchmark.Most(vault, Under(series, 'P', Posts));
        await ScorecardBenchmark.Settled(vault);
        var post = await PostsBenchmark.Steady(vault, Under(series, 'S', PostRate * Seconds), PostRate);
        await ScorecardBenchmark.Settled(vault);
        var clearance = await Load.Steady(ClearanceRate * Seconds, ClearanceRate, i => ClearancesBenchmark.Ask(vault, SampleItems.Phone(i * 7919 % (items * 3 / 10), series)));
        return (upload, posts, post, clearance);
    }

    // Of the consumers of the upload, under other references.
    private static List<string> Under(int series, char prefix, int count) =>
        PostsBenchmark.Make(count, series).ConvertAll(json => json.Replace($"\"ref\":\"{(char)('B' + series)}-", $"\"ref\":\"{prefix}{series}-", StringComparison.Ordinal));

    private static void Tell(string what, double few, double many, double ratio) => Console.WriteLine($"{what,-32} {few,9:N1} {many,9:N1}   {ratio:0.00} times as long");
}
