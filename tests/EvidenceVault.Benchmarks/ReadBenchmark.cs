using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>A dossier of 200 events, and a consumer pack of it, as a client waits for them.</summary>
public static class ReadBenchmark
{
    private const int Events = 200;

    // The runtime compiles what is asked often a second time, beside the first few hundred answers.
    private const int WarmUp = 300;

    public static async Task Run()
    {
        await using var vault = await VaultUnderTest.Start();
        var p = $"/v1/principals/{VaultUnderTest.Principal}";
        var lines = string.Join('\n', SampleItems.Make(Events, 1).Select(i => i.Json));
        using (var response = await vault.Client.PostAsync($"{p}/evidence", new StringContent(lines, Encoding.UTF8, "application/x-ndjson")))
            response.EnsureSuccessStatusCode();
        var id = (await VaultUnderTest.Ok(vault.Client.PostAsJsonAsync($"{p}/consumers/search", new { phone = SampleItems.Phone(0) }))).RootElement.GetProperty("id").GetString();

        var processor = vault.ProcessorTime;
        var dossier = await Measure(WarmUp, 1_000, async () => await vault.Client.GetByteArrayAsync($"{p}/consumers/{id}/dossier"));
        var each = (vault.ProcessorTime - processor).TotalMilliseconds / (WarmUp + 1_000);
        // The plain alternative: any answer that reads one row, over the same connection.
        var plain = await Measure(WarmUp, 1_000, async () => await vault.Client.GetByteArrayAsync(p));
        var size = (await vault.Client.GetByteArrayAsync($"{p}/consumers/{id}/dossier")).Length >> 10;
        Console.WriteLine($"dossier of {Events} events ({size} KiB): p50 {dossier.P50:0.0} ms, p99 {dossier.P99:0.0} ms, server {each:0.0} ms CPU each; a plain read: p50 {plain.P50:0.0} ms, p99 {plain.P99:0.0} ms");

        var cold = Stopwatch.GetTimestamp();
        await Pack(vault, p, id!);
        var first = Stopwatch.GetElapsedTime(cold).TotalMilliseconds;
        var pack = await Measure(0, 10, async () => await Pack(vault, p, id!));
        Console.WriteLine($"consumer pack, asked to ready: the first of a server {first:0} ms, then p50 {pack.P50:0} ms, most {pack.Most:0} ms");
    }

    private static async Task Pack(VaultUnderTest vault, string p, string consumer)
    {
        var asked = await VaultUnderTest.Ok(vault.Client.PostAsJsonAsync(
            $"{p}/packs", new { scope = new { consumer }, content = "facts-and-findings", audience = "internal", language = "nl" }));
        var pack = asked.RootElement.GetProperty("id").GetString();
        while (true)
        {
            var state = (await VaultUnderTest.Ok(vault.Client.GetAsync($"{p}/packs/{pack}"))).RootElement.GetProperty("state").GetString();
            if (state == "ready") return;
            if (state == "failed") throw new InvalidOperationException("The pack failed.");
            await Task.Delay(10);
        }
    }

    private static async Task<(double P50, double P99, double Most)> Measure(int warmUp, int times, Func<Task> act)
    {
        for (var i = 0; i < warmUp; i++) await act();
        var took = new double[times];
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await act();
            took[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(took);
        return (took[times / 2], took[times * 99 / 100], took[^1]);
    }
}
