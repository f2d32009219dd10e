using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Npgsql;

namespace EvidenceVault.Benchmarks;

/// <summary>Exhibits deleted by the sweep, against deleting and looking again by the bare blob client; and a preview over many exhibits.</summary>
public static class RetentionBenchmark
{
    private const int Size = 20_000;
    private const int Parallel = 4;
    private const int Stored = 1_000_000;
    private const int Previews = 20;

    public static async Task Run(int count)
    {
        await using var vault = await VaultUnderTest.Start();
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(VaultUnderTest.Connection("Vault")) { Database = "bench_vault" }.ConnectionString);
        Console.WriteLine($"{count} exhibits of {Size / 1_000} KB, {Parallel} at a time");
        await Store(vault, count);
        var swept = await Sweep(vault, database, count);
        var once = await Bare(count, versions: false);
        Console.WriteLine($"delete and look again, bare: {once,6:N0}/s   the sweep is {swept / once:0.00} of it");
        var whole = await Bare(count, versions: true);
        Console.WriteLine($"and look for versions, bare: {whole,6:N0}/s   the sweep is {swept / whole:0.00} of it");
        await Preview(vault, database);
    }

    private static async Task Store(VaultUnderTest vault, int count)
    {
        var p = $"/v1/principals/{VaultUnderTest.Principal}/exhibits";
        await Each(count, async n =>
        {
            var bytes = Content(n);
            var id = $"VL-{n.ToString(CultureInfo.InvariantCulture)}";
            await VaultUnderTest.Ok(vault.Client.PutAsJsonAsync($"{p}/{id}", new
            {
                kind = "voicelog",
                purposes = new[] { "call" },
                contentType = "audio/ogg",
                size = Size,
                sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                recordedAt = "2026-09-01T10:15:00+02:00",
            }));
            await VaultUnderTest.Ok(vault.Client.PutAsync($"{p}/{id}/content", new ByteArrayContent(bytes)));
        });
        Console.WriteLine("stored");
    }

    // All are made due at once, in the rows by which the sweep finds them.
    private static async Task<double> Sweep(VaultUnderTest vault, NpgsqlDataSource database, int count)
    {
        while (await Count(database, "term is null") > 0) await Task.Delay(200);
        var before = vault.ProcessorTime;
        await using (var due = database.CreateCommand("update vault.exhibit_retention set due_at = now() - interval '1 second', next_at = now() - interval '1 second'")) await due.ExecuteNonQueryAsync();
        // The worker looks again after a while; what it has done when it is first seen at work is not counted.
        while (await Count(database, "state = 2") == 0) await Task.Delay(5);
        var (begun, clock) = (await Count(database, "state = 2"), Stopwatch.StartNew());
        while (await Count(database, "state = 2") < count) await Task.Delay(20);
        var rate = (count - begun) / clock.Elapsed.TotalSeconds;
        Console.WriteLine($"the sweep:                   {rate,6:N0}/s   server {(vault.ProcessorTime - before).TotalMilliseconds / count:0.0} ms CPU an exhibit");
        return rate;
    }

    // With versions it is what the vault has to do: a store that keeps them says so only when asked.
    private static async Task<double> Bare(int count, bool versions)
    {
        var container = new BlobContainerClient(VaultUnderTest.Connection("Blobs"), "bench-bare");
        await container.CreateIfNotExistsAsync();
        try
        {
            await Each(count, async n => await container.GetBlobClient(n.ToString("D8", CultureInfo.InvariantCulture)).UploadAsync(BinaryData.FromBytes(Content(n))));
            var clock = Stopwatch.StartNew();
            await Each(count, async n =>
            {
                var blob = container.GetBlobClient(n.ToString("D8", CultureInfo.InvariantCulture));
                await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots);
                if (versions)
                    await foreach (var _ in container.GetBlobsAsync(new GetBlobsOptions { Prefix = blob.Name, States = BlobStates.Version | BlobStates.Snapshots })) throw new InvalidOperationException("A version of it is there still.");
                if (await blob.ExistsAsync()) throw new InvalidOperationException("It is there still.");
            });
            return count / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            await container.DeleteIfExistsAsync();
        }
    }

    private static async Task Preview(VaultUnderTest vault, NpgsqlDataSource database)
    {
        await using (var fill = database.CreateCommand(
            $"""
            insert into vault.exhibit_retention (principal, exhibit, kind, size, recorded_at, anchors, state, due_at, next_at, term, generation)
            select '{VaultUnderTest.Principal}', 'X-' || i, 0, 480000, '2026-01-01', array['*', 'k:campaign-' || i % 40, 'p:agency-' || i % 9], 0,
                '2029-01-01'::timestamptz + i * interval '30 seconds', '2029-01-01'::timestamptz + i * interval '30 seconds', 4, 1000000
            from generate_series(1, {Stored}) i
            """))
        {
            fill.CommandTimeout = 600;
            await fill.ExecuteNonQueryAsync();
        }

        await using (var analyse = database.CreateCommand("vacuum analyze vault.exhibit_retention")) await analyse.ExecuteNonQueryAsync();
        foreach (var holds in (bool[])[false, true])
        {
            if (holds) await VaultUnderTest.Ok(vault.Client.PutAsJsonAsync($"/v1/principals/{VaultUnderTest.Principal}/holds/bench", new { scope = new { campaigns = new[] { "campaign-1", "campaign-2" } }, reason = "Bench.", approver = "bench", reviewOn = "2030-01-01" }));
            var times = new List<double>();
            for (var i = 0; i < Previews; i++)
            {
                var clock = Stopwatch.StartNew();
                await VaultUnderTest.Ok(vault.Client.GetAsync(new Uri($"/v1/principals/{VaultUnderTest.Principal}/retention/preview?until=2031-12-31", UriKind.Relative)));
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine($"preview over {Stored:N0} exhibits, {(holds ? "a hold on two campaigns of forty" : "no holds")}: p50 {times[Previews / 2]:0} ms, longest {times[^1]:0} ms");
        }
    }

    private static async Task<long> Count(NpgsqlDataSource database, string which)
    {
        await using var command = database.CreateCommand("select count(*) from vault.exhibit_retention where " + which);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static byte[] Content(int n)
    {
        var bytes = new byte[Size];
        new Random(n).NextBytes(bytes);
        return bytes;
    }

    private static Task Each(int count, Func<int, Task> act) => System.Threading.Tasks.Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (n, _) => await act(n));
}
