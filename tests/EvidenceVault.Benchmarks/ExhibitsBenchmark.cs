using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Azure.Core.Cryptography;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace EvidenceVault.Benchmarks;

/// <summary>Voicelogs of 480 KB uploaded through the API, against the Azure SDK's own encrypted upload of the same bytes to the same blob server.</summary>
public static class ExhibitsBenchmark
{
    private const int Size = 480_000;
    private const int Parallel = 4;
    private const int Rounds = 5;

    public static async Task Run(int count)
    {
        await using var vault = await VaultUnderTest.Start();
        var container = new BlobContainerClient(VaultUnderTest.Connection("Blobs"), "bench-bare");
        await container.CreateIfNotExistsAsync();
        try
        {
            var p = $"/v1/principals/{VaultUnderTest.Principal}/exhibits";
            Console.WriteLine($"{count} voicelogs of {Size / 1_000} KB a round, {Parallel} at a time, rounds in turn");
            // Warms both: code, connections, the blob server.
            await Vault(vault, p, await Announce(vault, p, count));
            await Bare(container, count);
            var (through, bare, ratios) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                // Announcing is intake, and measured there.
                var files = await Announce(vault, p, count);
                var before = vault.ProcessorTime;
                // Whichever goes first has no better store than the other.
                if (round % 2 == 0) through.Add(await Vault(vault, p, files));
                var ownBefore = Environment.CpuUsage.TotalTime;
                bare.Add(await Bare(container, count));
                var own = Environment.CpuUsage.TotalTime - ownBefore;
                if (round % 2 == 1) through.Add(await Vault(vault, p, files));
                ratios.Add(through[^1] / bare[^1]);
                Console.WriteLine($"  the vault {through[^1],6:N0}/s   the SDK alone {bare[^1],6:N0}/s   ratio {ratios[^1]:0.00}   CPU a file: server {(vault.ProcessorTime - before).TotalMilliseconds / count:0.0} ms, SDK {own.TotalMilliseconds / count:0.0} ms");
            }

            Console.WriteLine($"median: the vault {Median(through):N0}/s, the SDK alone {Median(bare):N0}/s, ratio {Median(ratios):0.00}; server peak memory {vault.PeakMemory} MiB");
        }
        finally
        {
            await container.DeleteIfExistsAsync();
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static byte[] Content(int n)
    {
        var bytes = new byte[Size];
        new Random(n).NextBytes(bytes);
        return bytes;
    }

    private static async Task<IReadOnlyList<string>> Announce(VaultUnderTest vault, string p, int count)
    {
        var run = RandomNumberGenerator.GetHexString(8);
        var ids = new ConcurrentBag<string>();
        await Each(count, async n =>
        {
            var id = $"VL-{run}-{n.ToString(CultureInfo.InvariantCulture)}";
            await VaultUnderTest.Ok(vault.Client.PutAsJsonAsync($"{p}/{id}", new
            {
                kind = "voicelog",
                purposes = new[] { "call" },
                contentType = "audio/ogg",
                size = Size,
                sha256 = Convert.ToHexStringLower(SHA256.HashData(Content(n))),
                recordedAt = "2026-09-01T10:15:00+02:00",
            }));
            ids.Add($"{n}/{id}");
        });
        return [.. ids];
    }

    private static async Task<double> Vault(VaultUnderTest vault, string p, IReadOnlyList<string> files)
    {
        var contents = files.Select(f => (Id: f.Split('/')[1], Bytes: Content(int.Parse(f.Split('/')[0], CultureInfo.InvariantCulture)))).ToList();
        var clock = Stopwatch.StartNew();
        await Each(files.Count, async n => await VaultUnderTest.Ok(vault.Client.PutAsync($"{p}/{contents[n].Id}/content", new ByteArrayContent(contents[n].Bytes))));
        return files.Count / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> Bare(BlobContainerClient container, int count)
    {
        var contents = Enumerable.Range(0, count).Select(Content).ToList();
        var run = RandomNumberGenerator.GetHexString(8);
        var options = new ClientSideEncryptionOptions(ClientSideEncryptionVersion.V2_0) { KeyEncryptionKey = new OneKey(), KeyWrapAlgorithm = OneKey.Algorithm };
        var clock = Stopwatch.StartNew();
        await Each(count, async n =>
        {
            using var content = new MemoryStream(contents[n]);
            await container.GetBlobClient($"{run}-{n}").WithClientSideEncryptionOptions(options).UploadAsync(content);
        });
        return count / clock.Elapsed.TotalSeconds;
    }

    private static Task Each(int count, Func<int, Task> act) => System.Threading.Tasks.Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (n, _) => await act(n));

    /// <summary>Wraps content keys with one key, as simply as can be.</summary>
    private sealed class OneKey : IKeyEncryptionKey
    {
        public const string Algorithm = "A256GCM";

        public string KeyId => "bench";

        public byte[] WrapKey(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
        {
            using var aes = new AesGcm(new byte[32], 16);
            var wrapped = new byte[28 + key.Length];
            RandomNumberGenerator.Fill(wrapped.AsSpan(0, 12));
            aes.Encrypt(wrapped.AsSpan(0, 12), key.Span, wrapped.AsSpan(28), wrapped.AsSpan(12, 16));
            return wrapped;
        }

        public byte[] UnwrapKey(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<byte[]> WrapKeyAsync(string algorithm, ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) => Task.FromResult(WrapKey(algorithm, key, cancellationToken));

        public Task<byte[]> UnwrapKeyAsync(string algorithm, ReadOnlyMemory<byte> encryptedKey, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
