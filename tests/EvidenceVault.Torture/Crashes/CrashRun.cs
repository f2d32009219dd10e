using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using EvidenceVault.TestBed;

namespace EvidenceVault.Torture.Crashes;

/// <summary>Loads a vault from several agencies at once, kills what it runs on again and again, and then looks whether all that was acknowledged is there once.</summary>
internal static class CrashRun
{
    private static readonly (string Principal, string? Party)[] Holders =
    [
        ("zonkracht-energie", null), ("zonkracht-energie", "belbureau-noord"), ("zonkracht-energie", "contactcentrum-zuid"),
        ("stichting-zeehond", null), ("stichting-zeehond", "belbureau-noord"),
    ];

    public static async Task<int> Run(Options options)
    {
        var kills = options.Number("kills", 200);
        var servers = options.Number("servers", 2);
        var seed = options.Number("seed", RandomNumberGenerator.GetInt32(1, 1_000_000));
        var report = options.Text("report") ?? Checkout.PathOf("out", "torture.json");
        options.Done();

        var clock = Stopwatch.StartNew();
        Console.WriteLine($"Torture: {kills} kills, {servers} server(s), seed {seed}.");
        var faults = new Faults();
        await using var ground = await Ground.StartAsync(servers, told: static _ => { });
        var (counts, outages, journal) = (new Counts(), new Outages([.. ground.Servers.Select(s => s.Address)]), new Journal(faults));
        var courier = new Courier(counts, outages, faults);
        var keys = await SetUp(ground);
        var agencies = Holders.Select((holder, i) => new Agency(
            holder.Principal, new SeededLoad(seed, holder.Principal, holder.Party ?? holder.Principal, i),
            [.. Enumerable.Range(0, servers).Select(s => ground.Client(keys[holder], s))], courier, journal, counts, faults)).ToList();

        using var killer = new Killer(ground, counts, outages, seed);
        using var end = new CancellationTokenSource();
        var working = Task.WhenAll(agencies.Select(a => Task.Run(() => a.Work(end.Token))));
        for (var i = 0; i < kills && !working.IsFaulted; i++)
        {
            await killer.Strike(i);
            if ((i + 1) % Math.Max(1, Math.Min(10, kills / 3)) == 0) Progress(clock, $"{i + 1} kills, {counts.Deeds} deeds, {journal.Items.Count} items and {journal.Exhibits.Count} exhibits acknowledged, {faults.Count} faults");
        }

        await end.CancelAsync();
        await working;
        Progress(clock, $"All is up. Comparing {journal.Items.Count} items and {journal.Exhibits.Count} exhibits with what was sent ...");
        var audit = new Audit(ground, journal, faults, keys);
        await audit.Run();
        var ledger = new LedgerAudit(ground, journal, faults);
        await ledger.Run();
        return await new CrashReport(seed, servers, clock.Elapsed, killer, counts, journal, audit, ledger, faults).Write(report);
    }

    private static void Progress(Stopwatch clock, string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {clock.Elapsed.TotalSeconds,5:0} s  {text}"));

    private static async Task<Dictionary<(string Principal, string? Party), string>> SetUp(Ground ground)
    {
        foreach (var party in Holders.Select(h => h.Party).OfType<string>().Distinct())
            await ground.SetUp($"/v1/parties/{party}", new { name = party, kvk = "12345678", role = "agency", callerNumbers = Array.Empty<string>() });
        foreach (var principal in Holders.Select(h => h.Principal).Distinct())
            await ground.SetUp($"/v1/principals/{principal}", new { name = principal, kvk = "87654321", callerNumbers = Array.Empty<string>(), registrations = Array.Empty<object>() });
        var keys = new Dictionary<(string, string?), string>();
        foreach (var holder in Holders)
        {
            keys[holder] = (await ground.NewKey(holder.Party is null ? holder.Principal : null, holder.Party)).Key;
            if (holder.Party is { } party)
                await ground.SetUp(
                    $"/v1/principals/{holder.Principal}/mandates/{party}",
                    new { from = holder.Principal, to = party, campaigns = (string[]?)null, validFrom = "2026-01-01", validTo = (string?)null, mayDelegate = false, capacity = "processor", contract = (string?)null },
                    keys[(holder.Principal, null)]);
        }

        return keys;
    }
}
