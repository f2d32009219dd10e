using System.Diagnostics;
using System.Globalization;
using EvidenceVault.TestBed;
using Npgsql;

namespace EvidenceVault.Benchmarks;

/// <summary>What the ledger costs and how fast it is: intake beside the same intake without it, lag of proofs, catching up, verifying, proofs, and disk.</summary>
public static class LedgerBenchmark
{
    private const string Lag =
        """
        select percentile_cont(0.5) within group (order by lag), percentile_cont(0.99) within group (order by lag), max(lag)
        from (
          select extract(epoch from c.signed_at - e.timestamp)::float8 * 1000 as lag
          from vault.ledger_leaf l join vault.mt_events e on e.seq_id = l.seq_id
          join lateral (select signed_at from vault.ledger_checkpoint where size > l.leaf_index order by size limit 1) c on true
          where l.leaf_index >= $1) s
        """;

    private const string Disk = "select pg_total_relation_size('vault.ledger_leaf') + pg_total_relation_size('vault.ledger_tile') + pg_total_relation_size('vault.ledger_checkpoint')";

    public static async Task Run(int count)
    {
        var without = await Without(count);
        await using var vault = await VaultUnderTest.Start();
        await using var database = NpgsqlDataSource.Create(Database());
        var size = await Number(database, "select size from vault.ledger_head");
        var (rate, eventIds) = await Upload(vault, count, seed: 1);
        await CaughtUp(database);
        Console.WriteLine($"intake without the ledger: {without,9:N0} items/s");
        Console.WriteLine($"intake with the ledger:    {rate,9:N0} items/s   {rate / without:0.00} of without");
        await TellLag(database, size);

        // As long as somebody holds the head nothing is numbered.
        double meanwhile;
        await using (var connection = await database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("select size from vault.ledger_head for update", connection, transaction)) await hold.ExecuteScalarAsync();
            (meanwhile, _) = await Upload(vault, count, seed: 2);
            await transaction.CommitAsync();
        }

        var waiting = await Number(database, "select count(*) from vault.ledger_pending");
        var clock = Stopwatch.StartNew();
        await CaughtUp(database);
        var catching = waiting / clock.Elapsed.TotalSeconds;
        Console.WriteLine($"catching up after a pause: {catching,9:N0} events/s  {catching / meanwhile:0.0} times the intake ({waiting:N0} waited)");
        // At rest, as proofs are asked for and ledgers verified.
        await ScorecardBenchmark.Settled(vault);
        await TellProofs(vault, eventIds);
        await TellVerify(database);
        Console.WriteLine($"on disk:                   {await Number(database, Disk) / (double)await Number(database, "select size from vault.ledger_head"),9:0} bytes an event");
    }

    // The same server and the same items; nothing queues them, so nothing is numbered.
    private static async Task<double> Without(int count)
    {
        await using var vault = await VaultUnderTest.Start();
        await Databases.ExecuteAsync(Database(), "alter table vault.mt_events disable trigger ledger_enqueue");
        return (await Upload(vault, count, seed: 1)).Rate;
    }

    private static async Task<(double Rate, List<string> EventIds)> Upload(VaultUnderTest vault, int count, int seed)
    {
        var lines = string.Concat(SampleItems.Make(count, count * 3 / 10).Select(i => i.Json.Replace("\"ref\":\"", $"\"ref\":\"{seed}-", StringComparison.Ordinal) + "\n"));
        using var content = new StringContent(lines);
        content.Headers.ContentType = new("application/x-ndjson");
        var clock = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/principals/{VaultUnderTest.Principal}/evidence") { Content = content };
        using var response = await vault.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var ids = new List<string>(count);
        while (await reader.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf("\"eventId\":\"", StringComparison.Ordinal);
            if (at < 0 || !line.Contains("\"accepted\"", StringComparison.Ordinal)) throw new InvalidOperationException(line);
            ids.Add(line.Substring(at + 11, 36));
        }

        return (count / clock.Elapsed.TotalSeconds, ids);
    }

    private static async Task TellLag(NpgsqlDataSource database, long from)
    {
        await using var read = database.CreateCommand(Lag);
        read.Parameters.Add(new() { Value = from });
        await using var rows = await read.ExecuteReaderAsync();
        await rows.ReadAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from recorded to signed:   p50 {rows.GetDouble(0):0} ms, p99 {rows.GetDouble(1):0} ms, max {rows.GetDouble(2):0} ms, at full intake"));
    }

    private static async Task TellProofs(VaultUnderTest vault, List<string> ids)
    {
        var took = new List<double>();
        // The runtime compiles what is asked often a second time, beside the first few hundred answers.
        for (var i = 0; i < 800; i++)
        {
            if (i == 300) took.Clear();
            var clock = Stopwatch.StartNew();
            (await vault.Client.GetStringAsync(new Uri($"/v1/principals/{VaultUnderTest.Principal}/evidence/{ids[i * 7919 % ids.Count]}/proof", UriKind.Relative))).GetHashCode(StringComparison.Ordinal);
            took.Add(clock.Elapsed.TotalMilliseconds);
        }

        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a proof is served in:      p50 {took[250]:0.0} ms, p99 {took[495]:0.0} ms"));
    }

    private static async Task TellVerify(NpgsqlDataSource database)
    {
        var size = await Number(database, "select size from vault.ledger_head");
        var clock = Stopwatch.StartNew();
        using var verify = Process.Start(new ProcessStartInfo("dotnet", [CliDll(), "ledger", "verify", "--database", Database(), "--json"]) { RedirectStandardOutput = true })!;
        var said = await verify.StandardOutput.ReadToEndAsync();
        await verify.WaitForExitAsync();
        if (verify.ExitCode != 0) throw new InvalidOperationException(said);
        Console.WriteLine($"vault ledger verify:       {size / clock.Elapsed.TotalSeconds,9:N0} events/s  ({size:N0} in {clock.Elapsed.TotalSeconds:0.0} s)");
    }

    private static async Task CaughtUp(NpgsqlDataSource database)
    {
        while (await Number(database, "select count(*) from (select from vault.ledger_pending limit 1) p") > 0)
        {
            if (await Number(database, "select count(*) from vault.ledger_incident") > 0) throw new InvalidOperationException("The ledger stands still; see vault.ledger_incident.");
            await Task.Delay(20);
        }
    }

    private static async Task<long> Number(NpgsqlDataSource database, string sql)
    {
        await using var read = database.CreateCommand(sql);
        return Convert.ToInt64(await read.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static string Database() => new NpgsqlConnectionStringBuilder(VaultUnderTest.Connection("Vault")) { Database = "bench_vault" }.ConnectionString;

    private static string CliDll()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var dll = Path.Combine(at.FullName, "src/EvidenceVault.Cli/bin/Release/net10.0/vault.dll");
            if (File.Exists(dll)) return dll;
        }

        throw new InvalidOperationException("Build the command line first: dotnet build -c Release src/EvidenceVault.Cli");
    }
}
