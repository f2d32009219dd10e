using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EvidenceVault.Benchmarks;

/// <summary>NDJSON intake over HTTP, everything included, against bare Marten.</summary>
public static class IntakeBenchmark
{
    public static async Task Run(int count)
    {
        var items = SampleItems.Make(count, count * 3 / 10).ToList();
        Console.WriteLine($"{count} items for {count * 3 / 10} consumers, in time order");
        var databaseBefore = await Database();
        var ownBefore = Environment.CpuUsage.TotalTime;
        var bare = await BareMarten.Append(items);
        Console.WriteLine($"bare Marten:  {bare,9:N0} items/s   {PerItem(Environment.CpuUsage.TotalTime - ownBefore)} + database {PerItem(await Database() - databaseBefore)} µs CPU an item");
        await using var vault = await VaultUnderTest.Start();
        var before = vault.ProcessorTime;
        databaseBefore = await Database();
        var (fresh, accepted) = await Upload(vault, items, "\"accepted\"");
        Console.WriteLine($"the vault:    {fresh,9:N0} items/s   {fresh / bare:0.00} of bare Marten   {accepted} accepted, {await Used()}, peak memory {vault.PeakMemory} MiB");
        await Again("sent again: ");
        await ScorecardBenchmark.Settled(vault);
        // Nothing new is judged meanwhile.
        await Again("at rest:    ");

        async Task Again(string what)
        {
            before = vault.ProcessorTime;
            databaseBefore = await Database();
            var (again, doubled) = await Upload(vault, items, "\"duplicate\"");
            Console.WriteLine($"{what}  {again,9:N0} items/s   {again / fresh:0.00} of new items       {doubled} duplicates, {await Used()}");
        }

        async Task<string> Used() => $"server {PerItem(vault.ProcessorTime - before)} + database {PerItem(await Database() - databaseBefore)} µs CPU an item";

        string PerItem(TimeSpan used) => (used.TotalSeconds / count * 1e6).ToString("0", CultureInfo.InvariantCulture);

        static Task<TimeSpan> Database() => ProcessorTimes.OfDatabase(VaultUnderTest.Connection("Vault"));
    }

    /// <summary>Sends the items in one request.</summary>
    /// <returns>Items a second, and how many answers tell that status.</returns>
    internal static async Task<(double Rate, int Counted)> Upload(VaultUnderTest vault, List<(int Consumer, string Type, string Json)> items, string status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/principals/{VaultUnderTest.Principal}/evidence");
        request.Content = new Lines(items);
        var clock = Stopwatch.StartNew();
        using var response = await vault.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var counted = 0;
        while (await reader.ReadLineAsync() is { } line)
            if (line.Contains(status, StringComparison.Ordinal)) counted++;
            else if (line.Contains("rejected", StringComparison.Ordinal)) Console.WriteLine(line);
        return (items.Count / clock.Elapsed.TotalSeconds, counted);
    }

    private sealed class Lines : HttpContent
    {
        private readonly List<(int Consumer, string Type, string Json)> _items;

        public Lines(List<(int Consumer, string Type, string Json)> items)
        {
            _items = items;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var buffer = new StringBuilder(1 << 17);
            foreach (var (_, _, json) in _items)
            {
                buffer.Append(json).Append('\n');
                if (buffer.Length < 1 << 16) continue;
                await stream.WriteAsync(Encoding.UTF8.GetBytes(buffer.ToString()));
                buffer.Clear();
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(buffer.ToString()));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
