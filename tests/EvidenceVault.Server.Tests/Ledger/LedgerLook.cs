using System.Net;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Verification.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Looks at a server's ledger from outside and from behind.</summary>
internal static class LedgerLook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static NpgsqlDataSource Ledger(this VaultHost host) => host.Services.GetRequiredService<LedgerDatabase>().Source;

    public static async Task<int> Do(this VaultHost host, string sql)
    {
        await using var command = host.Ledger().CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(Ct);
    }

    public static async Task<long> Number(this VaultHost host, string sql)
    {
        await using var command = host.Ledger().CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        var until = DateTime.Now + Patience;
        while (!await condition())
        {
            if (DateTime.Now > until) throw new TimeoutException($"Not within {Patience}: {what}.");
            await Task.Delay(50, Ct);
        }
    }

    /// <summary>The ledger's current key.</summary>
    public static async Task<string> LedgerKey(this VaultHost host)
    {
        using var client = host.Client();
        return (await client.ReadAsync("/ledger/key").Expect(HttpStatusCode.OK)).Body.GetProperty("keys").EnumerateArray().Last().GetProperty("key").GetString()!;
    }

    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What somebody with the ledger's key can do: sign the tiles as they are, and have the server go on from there.</summary>
    public static async Task SignTilesAsTheyAre(this VaultHost host)
    {
        var ct = TestContext.Current.CancellationToken;
        var size = await host.Number("select size from vault.ledger_head");
        var root = await host.Services.GetRequiredService<LedgerReader>().FromTiles(tiles => tiles.Root(size), ct);
        var signer = host.Services.GetRequiredService<LedgerKey>().Signer((await host.SignedCheckpoint()).Origin);
        await using var command = host.Ledger().CreateCommand("update vault.ledger_checkpoint set note = $1 where size = $2");
        command.Parameters.Add(new() { Value = CheckpointNote.Of(new(signer.Key.Name, size, root), signer) });
        command.Parameters.Add(new() { Value = size });
        (await command.ExecuteNonQueryAsync(ct)).ShouldBe(1);
        host.ForgetTree();
    }

    /// <summary>Lets the server read the tree anew from the tiles, as it would after a restart.</summary>
    public static void ForgetTree(this VaultHost host)
    {
        foreach (var (field, value) in new (string, object?)[] { ("_tree", null), ("_signed", 0L) })
            typeof(Integrator).GetField(field, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.SetValue(host.Services.GetRequiredService<Integrator>(), value);
    }

    /// <summary>Waits until every event of now stands in the ledger, and gives its checkpoint after checking the signature.</summary>
    public static async Task<Checkpoint> Settled(this VaultHost host)
    {
        var events = await host.Number("select count(*) from vault.mt_events");
        await Until(async () => await host.Number("select count(*) from vault.ledger_leaf") >= events, "every event has its leaf");
        return await host.SignedCheckpoint();
    }

    public static async Task<Checkpoint> SignedCheckpoint(this VaultHost host)
    {
        using var client = host.Client();
        var note = SignedNote.Parse((await client.ReadAsync("/ledger/checkpoint").Expect(HttpStatusCode.OK)).Text);
        var keys = (await client.ReadAsync("/ledger/key").Expect(HttpStatusCode.OK)).Body;
        var known = keys.GetProperty("keys").EnumerateArray().Select(k => NoteKey.Parse(k.GetProperty("key").GetString()!)).ToList();
        note.SignersAmong(known).ShouldNotBeEmpty();
        var checkpoint = Checkpoint.Parse(note.Text);
        checkpoint.Origin.ShouldBe(keys.GetProperty("origin").GetString());
        return checkpoint;
    }

    /// <summary>The hashes of all leaves, in order, computed from the events by way of the leaves' table.</summary>
    public static async Task<List<byte[]>> LeafHashes(this VaultHost host)
    {
        await using var command = host.Ledger().CreateCommand(
            $"select {StoredLeaves.Columns} from vault.ledger_leaf l join vault.mt_events e on e.seq_id = l.seq_id and e.id = l.event_id order by l.leaf_index");
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var hashes = new List<byte[]>();
        while (await rows.ReadAsync(Ct)) hashes.Add(MerkleHash.OfLeaf(LedgerLeaf.Of(StoredLeaves.Read(rows))));
        return hashes;
    }

    /// <summary>Holds the ledger against the events: gapless, every event once, and the root that of a tree made apart.</summary>
    public static async Task ShouldHoldEveryEvent(this VaultHost host)
    {
        var checkpoint = await host.Settled();
        (await host.Number("select count(*) from vault.ledger_leaf")).ShouldBe(checkpoint.Size);
        (await host.Number("select coalesce(max(leaf_index), -1) + 1 from vault.ledger_leaf")).ShouldBe(checkpoint.Size);
        (await host.Number("select count(*) from vault.mt_events e where not exists (select from vault.ledger_leaf l where l.seq_id = e.seq_id and l.event_id = e.id)")).ShouldBe(0);
        var hashes = await host.LeafHashes();
        hashes.Count.ShouldBe((int)checkpoint.Size);
        var tree = new MerkleTree();
        foreach (var hash in hashes) tree.Append(hash);
        tree.Root.ShouldBe(checkpoint.Root);
    }
}
