using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>Single posts of many clients, as fast as they can and at a steady rate, against bare Marten committing one event at a time for as many.</summary>
public static class PostsBenchmark
{
    private const int Clients = 64;
    private const int Rate = 1_000;
    private const int Seconds = 10;

    /// <param name="items">How many items.</param>
    /// <param name="stored">Once more, over a store of so many events; 0: not.</param>
    public static async Task Run(int items, long stored)
    {
        var made = Make(items, 0);
        var (bare, steady) = await BareMarten.Commit(SampleItems.Make(items + Rate * Seconds, Consumers(items), 3).ToList(), items, Clients, Rate);
        Console.WriteLine($"bare Marten, {Clients} writers, an event a commit: {bare:N0}/s; {Rate:N0}/s asked: {steady}");
        await using var vault = await VaultUnderTest.Start();
        // The first requests of a server are slow ones.
        await Most(vault, [.. made.Take(items / 4).Select(i => Again(i, "W"))]);
        var used = vault.ProcessorTime;
        var most = await Most(vault, made);
        Console.WriteLine($"the vault, {Clients} clients, an item a post: {most:N0}/s, {most / bare:0.00} of bare Marten; server {(vault.ProcessorTime - used).TotalMicroseconds / items:0} µs CPU each");
        var small = await Steady(vault, made, "S");
        Console.WriteLine($"{Rate:N0}/s asked: {small}, p99 {small.P99 / steady.P99:0.00} of bare Marten's");
        if (stored == 0) return;
        stored = await BigStore.Grow(vault, stored);
        var late = await Most(vault, Make(items, 1));
        Console.WriteLine($"over {stored:N0} events: {late:N0}/s, {most / late:0.00} times as long as over few; {Rate:N0}/s asked: {await Steady(vault, made, "T")}");
    }

    private static int Consumers(int items) => items * 3 / 10;

    private static List<string> Make(int items, int series) => [.. SampleItems.Make(items, Consumers(items), series).Select(i => i.Json)];

    private static string Again(string json, string prefix) => json.Replace("\"ref\":\"B-", $"\"ref\":\"{prefix}-", StringComparison.Ordinal);

    private static Task<double> Most(VaultUnderTest vault, List<string> items) => Load.Most(items.Count, Clients, i => Post(vault, items[i]));

    private static async Task<SteadyLoad> Steady(VaultUnderTest vault, List<string> items, string prefix)
    {
        await ScorecardBenchmark.Settled(vault);
        return await Load.Steady(Rate * Seconds, Rate, i => Post(vault, Again(items[i % items.Count], $"{prefix}{i / items.Count}")));
    }

    private static async Task Post(VaultUnderTest vault, string item)
    {
        using var content = new StringContent(item, Encoding.UTF8, "application/json");
        using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/evidence", content);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }
}
