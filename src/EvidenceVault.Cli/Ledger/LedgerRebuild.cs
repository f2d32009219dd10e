using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Makes the tiles of a ledger anew from the store, bit for bit as they were signed, and writes them only where every checkpoint agrees.</summary>
/// <param name="source">The vault's database, to be written.</param>
/// <param name="keys">The ledger's keys that are trusted.</param>
/// <param name="error">Where progress is told.</param>
public sealed class LedgerRebuild(NpgsqlDataSource source, IReadOnlyList<NoteKey> keys, TextWriter error)
{
    private const string Scratch = "create temp table rebuilt_tile (level smallint, number bigint, hashes bytea not null, primary key (level, number)) on commit drop";

    private const string Keep =
        """
        insert into rebuilt_tile (level, number, hashes) select * from unnest($1, $2, $3)
        on conflict (level, number) do update set hashes = excluded.hashes
        """;

    private const string Differing = "select count(*) from rebuilt_tile r full join vault.ledger_tile t using (level, number) where r.hashes is distinct from t.hashes";

    private readonly List<Finding> _findings = [];

    /// <summary>Why nothing was written.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What was made.</summary>
    public Dictionary<string, object?> Facts { get; } = [];

    public async Task Run(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, Scratch, ct);
        var (origin, size, checkpoints) = await Head(connection, ct);
        var onTheWay = new CheckpointsOnTheWay(origin, keys, [], checkpoints, _findings);
        var tree = await Tree(connection, size, onTheWay, ct);
        if (tree.Size == size) onTheWay.End(size);
        Facts["ledger"] = origin;
        Facts["leaves"] = tree.Size;
        Facts["checkpoints"] = onTheWay.Checked;
        if (_findings.Count > 0) return;
        await using (var count = new NpgsqlCommand(Differing, connection)) Facts["tilesChanged"] = (long)(await count.ExecuteScalarAsync(ct))!;
        await Execute(connection, "delete from vault.ledger_tile", ct);
        await Execute(connection, "insert into vault.ledger_tile (level, number, hashes) select level, number, hashes from rebuilt_tile", ct);
        await transaction.CommitAsync(ct);
    }

    // Nothing is numbered meanwhile: whoever would waits for this lock.
    private static async Task<(string Origin, long Size, List<CheckpointToCheck> Checkpoints)> Head(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select origin, size from vault.ledger_head where one = 1 for update"),
                new($"select c.size, c.note, {AttestationCheck.SignedAt} from vault.ledger_checkpoint c order by c.size"),
            },
        };
        await using var rows = await read.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) throw new FormatException("This database has no ledger.");
        var (origin, size) = (rows.GetString(0), rows.GetInt64(1));
        await rows.NextResultAsync(ct);
        var checkpoints = new List<CheckpointToCheck>();
        while (await rows.ReadAsync(ct)) checkpoints.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetDateTime(2)));
        return (origin, size, checkpoints);
    }

    private async Task<MerkleTree> Tree(NpgsqlConnection connection, long size, CheckpointsOnTheWay checkpoints, CancellationToken ct)
    {
        var tree = new MerkleTree();
        checkpoints.At(tree);
        var progress = new Steps(error, "leaves", size);
        while (await StoredLeaves.Read(connection, tree.Size, size, ct) is { Count: > 0 } leaves)
        {
            leaves.Hash();
            foreach (var leaf in leaves.All)
            {
                if (leaf.Index != tree.Size || leaf.Hash is null) return Missing(tree);
                tree.Append(leaf.Hash);
                checkpoints.At(tree);
            }

            if (tree.Size != leaves.To) return Missing(tree);
            await KeepChanged(connection, tree, ct);
            progress.Done(leaves.Count);
        }

        progress.End();
        return tree;
    }

    private MerkleTree Missing(MerkleTree tree)
    {
        _findings.Add(new("leaf-missing", "The event of this leaf is gone, or nothing says which it is: without it there is no tree.", Leaf: tree.Size));
        return tree;
    }

    private static async Task KeepChanged(NpgsqlConnection connection, MerkleTree tree, CancellationToken ct)
    {
        var tiles = tree.TakeChanged();
        await using var keep = new NpgsqlCommand(Keep, connection)
        {
            Parameters =
            {
                new() { Value = tiles.Select(t => (short)t.Level).ToArray() },
                new() { Value = tiles.Select(t => t.Number).ToArray() },
                new() { Value = tiles.Select(t => t.Hashes).ToArray() },
            },
        };
        await keep.ExecuteNonQueryAsync(ct);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
