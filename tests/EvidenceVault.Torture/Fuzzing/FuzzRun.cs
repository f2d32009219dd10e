using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceVault.TestBed;

namespace EvidenceVault.Torture.Fuzzing;

/// <summary>Sends spoilt requests, several at a time, and judges every answer, the log, and how the server stands it.</summary>
internal static class FuzzRun
{
    private const long MostMemory = 1_536;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> Run(Options options)
    {
        var requests = options.Number("requests", 300_000);
        var seed = options.Number("seed", RandomNumberGenerator.GetInt32(1, 1_000_000));
        var parallel = options.Number("parallel", 8);
        var replay = options.Text("replay");
        var report = options.Text("report") ?? Checkout.PathOf("out", "fuzz.json");
        options.Done();

        var (faults, secrets, lines) = (new Faults(), new Plant.Secrets(), 0L);
        await using var ground = await Ground.StartAsync(1, line =>
        {
            Interlocked.Increment(ref lines);
            foreach (var found in secrets.InLogs.Find(line)) faults.Add($"The log holds {found}");
        });
        var placeholders = await Plant.SetUp(ground);
        if (replay is not null) return await Replay(replay, ground, placeholders, secrets);

        Console.WriteLine($"Fuzz: {requests} requests, {parallel} at a time, seed {seed}.");
        var clock = Stopwatch.StartNew();
        var mutator = new Mutator(Operation.ReadAll(), secrets, seed);
        using var findings = new Findings(Path.Combine(Path.GetDirectoryName(report)!, "fuzz"), faults);
        var judge = new Judge(secrets);
        SelfCheck.Run(judge, secrets);
        var statuses = new ConcurrentDictionary<int, int>();
        var number = 0;
        var (slowest, early) = (0.0, 0L);
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(async () =>
        {
            using var wire = new Wire(ground.Servers[0].Address);
            for (int i; (i = Interlocked.Increment(ref number)) <= requests && ground.Servers[0].IsRunning;)
            {
                var request = mutator.Make(i);
                var began = Stopwatch.GetTimestamp();
                var (answer, fault) = await Send(wire, request, ground, placeholders, judge);
                var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
                if (took > slowest) slowest = took;
                statuses.AddOrUpdate(answer?.Status ?? 0, 1, (_, n) => n + 1);
                if (fault is not null) await findings.Add(i, request, fault, async again => (await Send(wire, again, ground, placeholders, judge)).Fault);
                if (i == requests / 5) early = ground.Servers[0].Memory().Now;
                if (i % Math.Max(1, requests / 10) == 0)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {clock.Elapsed.TotalSeconds,5:0} s  {i} requests, {i / clock.Elapsed.TotalSeconds:0}/s, {ground.Servers[0].Memory().Now} MiB, {faults.Count} faults"));
            }
        })));

        var seconds = clock.Elapsed.TotalSeconds;
        if (!ground.Servers[0].IsRunning) faults.Add($"The server died:\n{ground.Servers[0].Output}");
        else if (!await IsReady(ground)) faults.Add("The server is not ready any more.");
        var memory = ground.Servers[0].IsRunning ? ground.Servers[0].Memory() : (Peak: 0, Now: 0);
        if (memory.Peak > MostMemory) faults.Add($"The server held {memory.Peak} MiB at its peak; {MostMemory} is the most it may.");
        // What it was given to do at the end, packs above all, may still write lines.
        if (ground.Servers[0].IsRunning) await ground.Servers[0].StopAsync();
        var sent = Math.Min(requests, number);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            Done in {seconds:0} s, seed {seed}: {sent} requests, {sent / seconds:0}/s.
              Answers     {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} {(s.Key == 0 ? "closed unread" : s.Key)}"))}
              Slowest     {slowest:0.00} s
              Memory      {early} MiB after a fifth, {memory.Now} MiB at the end, {memory.Peak} MiB at the peak
              Log         {lines} lines looked through for {secrets.InLogs.Secrets} numbers, names, addresses and references
              {(faults.Count == 0 ? "Nothing was found." : $"{faults.Count} FAULTS.")}
            """));
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        await File.WriteAllTextAsync(report, JsonSerializer.Serialize(new
        {
            seed,
            requests = sent,
            seconds = Math.Round(seconds, 1),
            answers = statuses.OrderBy(s => s.Key).ToDictionary(s => s.Key.ToString(CultureInfo.InvariantCulture), s => s.Value),
            slowestSeconds = Math.Round(slowest, 2),
            memory = new { early, end = memory.Now, peak = memory.Peak },
            logLines = lines,
            faults = faults.Count,
            firstFaults = faults.Kept,
        }, Json) + "\n");
        Console.WriteLine($"  Report      {report}");
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task<(FuzzAnswer? Answer, string? Fault)> Send(Wire wire, FuzzRequest request, Ground ground, Dictionary<string, string> placeholders, Judge judge)
    {
        try
        {
            var answer = await wire.Exchange(request, request.ToBytes(ground.Servers[0].Address, placeholders));
            return (answer, judge.Of(request, answer));
        }
        catch (TimeoutException e)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return (null, $"The answer is no HTTP ({e.GetType().Name}).");
        }
    }

    private static async Task<int> Replay(string file, Ground ground, Dictionary<string, string> placeholders, Plant.Secrets secrets)
    {
        var request = JsonSerializer.Deserialize<FuzzRequest>(await File.ReadAllTextAsync(file)) ?? throw new UsageException($"{file} holds no request.");
        Console.WriteLine(Encoding.Latin1.GetString(request.ToBytes(ground.Servers[0].Address, placeholders.Where(p => !p.Key.StartsWith("key.", StringComparison.Ordinal)).ToDictionary())));
        using var wire = new Wire(ground.Servers[0].Address);
        var (answer, fault) = await Send(wire, request, ground, placeholders, new Judge(secrets));
        Console.WriteLine($"\n{answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "closed"} {answer?.ContentType}\n{Encoding.UTF8.GetString(answer?.Body ?? [])}");
        await ground.Servers[0].StopAsync();
        foreach (var line in ground.Servers[0].Output.Split('\n').Where(l => l.Contains("\"@l\":\"Error\"", StringComparison.Ordinal))) Console.WriteLine(line);
        Console.WriteLine(fault ?? "Nothing is wrong with it.");
        return fault is null ? 0 : 1;
    }

    private static async Task<bool> IsReady(Ground ground)
    {
        using var ready = await ground.Servers[0].Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return ready.IsSuccessStatusCode;
    }
}
