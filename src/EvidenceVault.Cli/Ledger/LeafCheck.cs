using System.Buffers;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Computes every leaf anew, and holds it against the tile that has its hash.</summary>
public sealed class LeafCheck(NpgsqlConnection connection, List<Finding> findings, TextWriter error)
{
    // Whole tiles, so that none is read twice.
    private const int AtATime = 40 * TilePlace.Full;

    private readonly List<(long Leaf, Guid Event, byte[] Hash)> _unlike = [];
    private readonly Dictionary<string, long> _displaced = new(StringComparer.Ordinal);

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    public async Task Run(long size, CheckpointsOnTheWay checkpoints, CancellationToken ct)
    {
        var tree = new MerkleTree();
        checkpoints.At(tree);
        var progress = new Steps(error, "leaves", size);
        for (var from = 0L; from < size; from += AtATime)
        {
            var to = Math.Min(size, from + AtATime);
            var stored = await Hashes(from, to, ct);
            await Leaves(from, to, stored, ct);
            for (var leaf = from; leaf < to; leaf++)
            {
                if (stored[leaf - from] is not { } hash)
                {
                    findings.Add(new("tile-missing", "The tiles lack the hash of this leaf; what follows cannot be held against any checkpoint.", Leaf: leaf));
                    Settle();
                    return;
                }

                tree.Append(hash);
                checkpoints.At(tree);
            }

            progress.Done(to - from);
        }

        progress.End();
        checkpoints.End(size);
        Settle();
        await Beyond(size, ct);
        await InnerTiles(size, tree, ct);
    }

    private async Task Leaves(long from, long to, byte[]?[] stored, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            """
            select l.leaf_index, l.event_id, e.id, e.tenant_id, e.stream_id, e.version, e.type, e.timestamp, e.data
            from vault.ledger_leaf l left join vault.mt_events e on e.seq_id = l.seq_id where l.leaf_index >= $1 and l.leaf_index < $2 order by l.leaf_index
            """, connection)
        { Parameters = { new() { Value = from }, new() { Value = to } } };
        await using var rows = await read.ExecuteReaderAsync(ct);
        var buffer = new ArrayBufferWriter<byte>(4 << 10);
        var expected = from;
        while (await rows.ReadAsync(ct))
        {
            var leaf = rows.GetInt64(0);
            for (; expected < leaf; expected++) findings.Add(new("leaf-missing", "Nothing says which event stands at this leaf.", Leaf: expected));
            expected++;
            if (rows.IsDBNull(2))
            {
                findings.Add(new("removed", "The event stands in the ledger, and is gone from the store.", rows.GetGuid(1), leaf));
                continue;
            }

            Events++;
            LedgerLeaf.Write(
                new(rows.GetGuid(2), rows.GetString(3), rows.GetString(4), rows.GetInt64(5), rows.GetString(6), rows.GetDateTime(7), rows.GetFieldValue<byte[]>(8)), buffer);
            var hash = MerkleHash.OfLeaf(buffer.WrittenSpan);
            if (stored[leaf - from] is not { } of) continue;
            if (of.AsSpan().SequenceEqual(hash))
            {
                if (rows.GetGuid(1) != rows.GetGuid(2)) findings.Add(new("leaf-other-event", "The ledger's table of leaves names another event than the one that stands at this leaf.", rows.GetGuid(2), leaf));
                continue;
            }

            _unlike.Add((leaf, rows.GetGuid(2), hash));
            _displaced[Convert.ToHexString(of)] = leaf;
        }

        for (; expected < to; expected++) findings.Add(new("leaf-missing", "Nothing says which event stands at this leaf.", Leaf: expected));
    }

    // An event whose own leaf stands elsewhere was moved; any other is not what was recorded.
    private void Settle()
    {
        foreach (var (leaf, id, hash) in _unlike)
            findings.Add(_displaced.TryGetValue(Convert.ToHexString(hash), out var own)
                ? new("reordered", $"The event stands at another place than in the ledger: its own leaf is {own}.", id, leaf)
                : new("changed", "The event is not what was recorded: its leaf has another hash.", id, leaf));
    }

    // What is numbered is under a checkpoint, always: both are written at once.
    private async Task Beyond(long size, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select leaf_index, event_id from vault.ledger_leaf where leaf_index >= $1 or leaf_index < 0 order by leaf_index limit 1000", connection) { Parameters = { new() { Value = size } } };
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) findings.Add(new("leaf-beyond", "The event was given a place that the ledger does not have: it was never signed.", rows.GetGuid(1), rows.GetInt64(0)));
    }

    private async Task<byte[]?[]> Hashes(long from, long to, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select number, hashes from vault.ledger_tile where level = 0 and number >= $1 and number < $2 order by number", connection)
        {
            Parameters = { new() { Value = from / TilePlace.Full }, new() { Value = (to + TilePlace.Full - 1) / TilePlace.Full } },
        };
        var hashes = new byte[]?[to - from];
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (first, bytes) = ((rows.GetInt64(0) * TilePlace.Full) - from, rows.GetFieldValue<byte[]>(1));
            for (var i = 0; i < bytes.Length / MerkleHash.Size && first + i < hashes.Length; i++) hashes[first + i] = bytes[(i * MerkleHash.Size)..((i + 1) * MerkleHash.Size)];
        }

        return hashes;
    }

    // What lies above the leaves follows from them: proofs are made from it.
    private async Task InnerTiles(long size, MerkleTree tree, CancellationToken ct)
    {
        var made = tree.TakeChanged().Where(t => t.Level > 0).ToDictionary(t => ((short)t.Level, t.Number), t => t.Hashes);
        await using var read = new NpgsqlCommand("select level, number, hashes from vault.ledger_tile where level > 0", connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var place = (rows.GetInt16(0), rows.GetInt64(1));
            if (!made.Remove(place, out var hashes) || !rows.GetFieldValue<byte[]>(2).AsSpan().SequenceEqual(hashes))
                findings.Add(new("tile-changed", $"The tile {place.Item2} of level {place.Item1} is not what follows from the leaves."));
        }

        foreach (var (level, number) in made.Keys) findings.Add(new("tile-missing", $"The tile {number} of level {level} is missing, for {size} leaves."));
    }
}
