using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>Single posts of many clients, as fast as they can and at a steady rate, against bare Marten committing one event at a time for as many.</summary>
public static class PostsBenchmark
{
    private const int Clients = 64;
    private const int Rate = 1_000;
    private const int Seconds = 10;

    public static async Task Run(int items)
    {
        var made = Make(items, 0);
        var (bare, steady) = await BareMarten.Commit(Plain(items / 4, 2), Plain(items, 3), Plain(Rate * Seconds, 1), Clients, Rate);
        Console.WriteLine($"bare Marten, {Clients} writers, an event a commit: {bare:N0}/s; {Rate:N0}/s asked: {steady}");
        await using var vault = await VaultUnderTest.Start();
        // The first requests of a server are slow ones, as the first commits of bare Marten are.
        await Most(vault, Make(items / 4, 2));
        var used = vault.ProcessorTime;
        var most = await Most(vault, made);
        Console.WriteLine($"the vault, {Clients} clients, an item a post: {most:N0}/s, {most / bare:0.00} of bare Marten; server {(vault.ProcessorTime - used).TotalMicroseconds / items:0} µs CPU each");
        await ScorecardBenchmark.Settled(vault);
        var small = await Steady(vault, Make(Rate * Seconds, 1));
        Console.WriteLine($"{Rate:N0}/s asked: {small}, p99 {small.P99 / steady.P99:0.00} of bare Marten's");
    }

    /// <summary>Items of a series.</summary>
    internal static List<string> Make(int items, int series) => [.. Plain(items, series).Select(i => i.Json)];

    /// <summary>As fast as the clients can.</summary>
    /// <returns>Items a second.</returns>
    internal static Task<double> Most(VaultUnderTest vault, List<string> items) => Load.Most(items.Count, Clients, i => Post(vault, items[i]));

    /// <summary>At a steady rate.</summary>
    internal static Task<SteadyLoad> Steady(VaultUnderTest vault, List<string> items, int rate = Rate) => Load.Steady(items.Count, rate, i => Post(vault, items[i]));

    // Of each series other consumers, for bare Marten too.
    private static List<(int Consumer, string Type, string Json)> Plain(int items, int series) =>
        [.. SampleItems.Make(items, items * 3 / 10, series).Select(i => (i.Consumer + (series * 10_000_000), i.Type, i.Json))];

    private static async Task Post(VaultUnderTest vault, string item)
    {
        using var content = new StringContent(item, Encoding.UTF8, "application/json");
        using var response = await vault.Client.PostAsync($"/v1/principals/{VaultUnderTest.Principal}/evidence", content);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }
}
