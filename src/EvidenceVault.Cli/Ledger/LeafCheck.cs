using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Computes every leaf anew, and holds it against the tile that has its hash.</summary>
public sealed class LeafCheck(NpgsqlConnection connection, RecordedOrder order, ReceiptsInLedger receipts, List<Finding> findings, TextWriter error)
{
    private readonly List<(long Leaf, Guid Event, byte[] Hash)> _unlike = [];
    private readonly Dictionary<string, long> _displaced = new(StringComparer.Ordinal);

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    public async Task Run(long size, CheckpointsOnTheWay checkpoints, CancellationToken ct)
    {
        var tree = new MerkleTree();
        checkpoints.At(tree);
        var progress = new Steps(error, "leaves", size);
        var reading = StoredLeaves.Read(connection, 0, size, ct);
        for (var whole = true; whole && await reading is { Count: > 0 } leaves;)
        {
            // Those that follow are read while these are computed.
            reading = StoredLeaves.Read(connection, leaves.To, size, ct);
            leaves.Hash();
            foreach (var leaf in leaves.All) Compare(leaf, leaves.Tiles[leaf.Index - leaves.From], checkpoints);
            Gaps(leaves);
            whole = Append(tree, leaves, checkpoints);
            progress.Done(leaves.Count);
            if (!whole) await reading;
        }

        progress.End();
        Settle();
        if (tree.Size < size) return;
        checkpoints.End(size);
        await Beyond(size, ct);
        await OtherTiles(size, tree, ct);
    }

    private bool Append(MerkleTree tree, StoredLeaves leaves, CheckpointsOnTheWay checkpoints)
    {
        foreach (var hash in leaves.Tiles)
        {
            if (hash is null)
            {
                findings.Add(new("tile-missing", "The tiles lack the hash of this leaf; what follows cannot be held against any checkpoint.", Leaf: tree.Size));
                return false;
            }

            tree.Append(hash);
            receipts.At(hash);
            checkpoints.At(tree);
        }

        return true;
    }

    private void Compare(StoredLeaf leaf, byte[]? tile, CheckpointsOnTheWay checkpoints)
    {
        var signedAt = checkpoints.SignedAfter(leaf.Index);
        if (leaf.Hash is null)
        {
            findings.Add(new("removed", "The event stands in the ledger, and is gone from the store.", leaf.Named, leaf.Index));
            return;
        }

        Events++;
        if (tile is null) return;
        if (!tile.AsSpan().SequenceEqual(leaf.Hash))
        {
            _unlike.Add((leaf.Index, leaf.Event.Id, leaf.Hash));
            _displaced[Convert.ToHexString(tile)] = leaf.Index;
            return;
        }

        if (leaf.Named != leaf.Event.Id) findings.Add(new("leaf-other-event", "The ledger's table of leaves names another event than the one that stands at this leaf.", leaf.Event.Id, leaf.Index));
        if (leaf.HasOtherNumbers) findings.Add(new("changed", "A number in the event is written as the vault writes none: it counts the same in the leaf, and cannot be read.", leaf.Event.Id, leaf.Index));
        order.Next(new(leaf.Event.Id, leaf.Index, leaf.Sequence, leaf.Event.RecordedAt, leaf.Event.Type, leaf.Event.Stream), signedAt);
    }

    private void Gaps(StoredLeaves leaves)
    {
        var expected = leaves.From;
        foreach (var leaf in leaves.All)
        {
            for (; expected < leaf.Index; expected++) Missing(expected);
            expected++;
        }

        for (; expected < leaves.To; expected++) Missing(expected);

        void Missing(long leaf) => findings.Add(new("leaf-missing", "Nothing says which event stands at this leaf.", Leaf: leaf));
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

    // What lies above the leaves follows from them: proofs are made from it. And there is nothing beside it.
    private async Task OtherTiles(long size, MerkleTree tree, CancellationToken ct)
    {
        var made = tree.TakeChanged().Where(t => t.Level > 0).ToDictionary(t => ((short)t.Level, t.Number), t => t.Hashes);
        await using var read = new NpgsqlCommand(
            """
            select level, number, hashes from vault.ledger_tile
            where level <> 0 or case when number between 0 and $2 - 1 then length(hashes) <> 32 * least(256, $1 - number * 256) else true end
            order by level, number
            """, connection)
        { Parameters = { new() { Value = size }, new() { Value = (size + TilePlace.Full - 1) / TilePlace.Full } } };
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
