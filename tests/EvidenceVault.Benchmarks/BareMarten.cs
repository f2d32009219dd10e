using System.Diagnostics;
using System.Text.Json.Nodes;
using EvidenceVault.Server.Store;
using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;

namespace EvidenceVault.Benchmarks;

/// <summary>What anyone would write with Marten alone: the same items appended to the same streams, and a card document per new consumer.</summary>
public static class BareMarten
{
    private const int Batch = 1_000;
    private const int Writers = 4;

    public sealed record Noted(JsonObject Item);

    public sealed record Card(string Id, string Phone, DateTimeOffset Since);

    /// <summary>Items a second, in batches.</summary>
    public static async Task<double> Append(IReadOnlyList<(int Consumer, string Type, string Json)> items)
    {
        using var store = await Open();
        // A writer per quarter of the consumers, as lanes have it: otherwise batches that share streams deadlock.
        var parts = items.GroupBy(i => i.Consumer % Writers).Select(g => g.ToList()).ToList();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(parts.Select(part => Task.Run(() => Write(store, part, Batch, []))));
        return items.Count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>A commit each: some to warm it, some by so many writers as fast as they can, and some at a steady rate.</summary>
    public static async Task<(double Most, SteadyLoad Steady)> Commit(
        IReadOnlyList<(int Consumer, string Type, string Json)> first, IReadOnlyList<(int Consumer, string Type, string Json)> items,
        IReadOnlyList<(int Consumer, string Type, string Json)> steady, int writers, int rate)
    {
        using var store = await Open();
        await All(first);
        var clock = Stopwatch.StartNew();
        await All(items);
        var most = items.Count / clock.Elapsed.TotalSeconds;
        // No more at once than before, and of one consumer one after the other, or they would meet in its stream.
        using var turns = new SemaphoreSlim(writers);
        var streams = Enumerable.Range(0, writers).Select(_ => (Turn: new SemaphoreSlim(1), Seen: new HashSet<int>())).ToList();
        return (most, await Load.Steady(steady.Count, rate, async i =>
        {
            var (turn, seen) = streams[steady[i].Consumer % writers];
            await turns.WaitAsync();
            await turn.WaitAsync();
            await Write(store, [steady[i]], 1, seen);
            turn.Release();
            turns.Release();
        }));

        Task All(IReadOnlyList<(int Consumer, string Type, string Json)> some) =>
            Task.WhenAll(some.GroupBy(i => i.Consumer % writers).Select(part => Task.Run(() => Write(store, [.. part], 1, []))));
    }

    private static async Task<DocumentStore> Open()
    {
        var connection = await VaultUnderTest.FreshDatabase("bench_bare");
        var store = DocumentStore.For(o =>
        {
            o.Connection(connection);
            o.DatabaseSchemaName = "bare";
            o.UseVaultJson();
            o.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
            o.DisableNpgsqlLogging = true;
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Schema.For<Card>().Identity(c => c.Id);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return store;
    }

    private static async Task Write(DocumentStore store, List<(int Consumer, string Type, string Json)> items, int size, HashSet<int> seen)
    {
        foreach (var batch in items.Chunk(size))
        {
            await using var session = store.LightweightSession("bench");
            foreach (var (consumer, _, json) in batch)
            {
                // Reading the JSON is the least that any server does.
                session.Events.Append($"dossier/{consumer:x32}", new Noted(JsonNode.Parse(json)!.AsObject()));
                if (seen.Add(consumer)) session.Store(new Card($"{consumer:x32}", SampleItems.Phone(consumer), DateTimeOffset.UnixEpoch));
            }

            await session.SaveChangesAsync();
        }
    }
}
