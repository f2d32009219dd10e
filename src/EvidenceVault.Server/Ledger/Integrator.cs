using System.Buffers;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>Numbers committed events, puts them in the tree, and signs it: one transaction a batch.</summary>
/// <remarks>
/// Every server has one. The row lock on the head admits one at a time, and all that it writes becomes durable or vanishes with that lock, so that one that is
/// killed leaves no trace. Nothing signed is shown before the commit.
/// </remarks>
public sealed class Integrator(LedgerDatabase database, LedgerKey key, LedgerIncidents incidents, int batchSize = Integrator.DefaultBatch)
{
    /// <summary>Leaves in a transaction.</summary>
    public const int DefaultBatch = 5_000;

    private MerkleTree? _tree;
    private long _signed;
    private NoteSigner? _signer;

    /// <summary>Numbers what waits, up to a batch.</summary>
    public async Task<Integrated> IntegrateOnce(CancellationToken ct)
    {
        try
        {
            return await Integrate(ct);
        }
        catch (EventVanishedException gone)
        {
            _tree = null;
            await incidents.FoundVanished(gone.Event, ct);
            return new(IntegrationState.Stopped, 0);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ledger_leaf_seq" })
        {
            _tree = null;
            await incidents.FoundRequeued(ct);
            return new(IntegrationState.Stopped, 0);
        }
        catch
        {
            // Whether it was committed is not known: the head tells.
            _tree = null;
            throw;
        }
    }

    private async Task<Integrated> Integrate(CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        // Looking takes no lock, and writes nothing.
        await using (var look = new NpgsqlCommand("select exists (select from vault.ledger_pending)", connection))
            if (await look.ExecuteScalarAsync(ct) is false) return new(IntegrationState.Done, 0);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var claim = await Claim(connection, ct);
        if (claim.State != IntegrationState.Done || claim.Pending.Count == 0) return new(claim.State, 0);
        if (_signed > claim.Size)
        {
            var signed = _signed;
            (_tree, _signed) = (null, 0);
            await transaction.RollbackAsync(ct);
            await incidents.Found(LedgerIncidents.Rewound, $"{claim.Size} leaves, after {signed}", ct);
            return new(IntegrationState.Stopped, 0);
        }

        if (_signer?.Key.Text != claim.Key)
        {
            _signer = key.Signer(claim.Origin);
            if (_signer.Key.Text != claim.Key) return new(IntegrationState.OtherKey, 0);
        }

        if (_tree?.Size != claim.Size)
        {
            _tree = await Load(connection, claim.Size, ct);
            // Whoever can write tables must not get a tree of their own signed: what is gone on from is what was signed.
            if (!await IsSigned(connection, _tree, _signer.Key, ct))
            {
                _tree = null;
                await transaction.RollbackAsync(ct);
                await incidents.Found(LedgerIncidents.Forked, $"the tiles over {claim.Size} leaves have another root than was signed", ct);
                return new(IntegrationState.Stopped, 0);
            }
        }

        var leaves = await Leaves(connection, claim.Pending, ct);
        foreach (var leaf in leaves) _tree.Append(leaf);
        await Write(connection, claim, _tree, _signer, ct);
        await transaction.CommitAsync(ct);
        _signed = _tree.Size;
        return new(leaves.Count < batchSize ? IntegrationState.Done : IntegrationState.MoreToDo, leaves.Count);
    }

    private async Task<Claimed> Claim(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var claim = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // A holder that is frozen loses the lock.
                new("set local idle_in_transaction_session_timeout = '1s'"),
                new("select size, origin from vault.ledger_head where one = 1 for update skip locked"),
                // Looked at under the lock, under which keys are replaced too: a key that was replaced signs nothing after that.
                new($"select exists (select from vault.ledger_incident where {LedgerIncidents.Stopping}), (select key from vault.ledger_key where valid_until is null)"),
                LedgerDatabase.Command("select seq_id, event_id from vault.ledger_pending order by seq_id limit $1", batchSize),
            },
        };
        await using var rows = await claim.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) return new(IntegrationState.OtherAtWork, 0, "", "", []);
        var (size, origin) = (rows.GetInt64(0), rows.GetString(1));
        await rows.NextResultAsync(ct);
        await rows.ReadAsync(ct);
        var (stopped, signedWith) = (rows.GetBoolean(0), rows.IsDBNull(1) ? "" : rows.GetString(1));
        if (stopped) return new(IntegrationState.Stopped, 0, "", "", []);
        await rows.NextResultAsync(ct);
        var pending = new List<(long Sequence, Guid Id)>();
        while (await rows.ReadAsync(ct)) pending.Add((rows.GetInt64(0), rows.GetGuid(1)));
        return new(IntegrationState.Done, size, origin, signedWith, pending);
    }

    private static async Task<List<byte[]>> Leaves(NpgsqlConnection connection, List<(long Sequence, Guid Id)> pending, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand($"select e.seq_id, {StoredLeaves.Columns} from vault.mt_events e where e.seq_id = any($1) order by e.seq_id", connection)
        {
            Parameters = { new() { Value = pending.ConvertAll(p => p.Sequence) } },
        };
        var leaves = new List<byte[]>(pending.Count);
        var buffer = new ArrayBufferWriter<byte>(4 << 10);
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var stored = StoredLeaves.Read(rows, 1);
            if (pending[leaves.Count] is var expected && (rows.GetInt64(0) != expected.Sequence || stored.Id != expected.Id)) throw new EventVanishedException(expected.Id);
            leaves.Add(StoredLeaves.Hash(stored, buffer));
        }

        return leaves.Count == pending.Count ? leaves : throw new EventVanishedException(pending[leaves.Count].Id);
    }

    private static async Task Write(NpgsqlConnection connection, Claimed claim, MerkleTree tree, NoteSigner signer, CancellationToken ct)
    {
        var tiles = tree.TakeChanged();
        var sequences = claim.Pending.ConvertAll(p => p.Sequence);
        await using var write = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LedgerDatabase.Command(
                    "insert into vault.ledger_leaf (leaf_index, seq_id, event_id) select $1 + n - 1, s, i from unnest($2, $3) with ordinality u (s, i, n)",
                    claim.Size, sequences, claim.Pending.ConvertAll(p => p.Id)),
                LedgerDatabase.Command("delete from vault.ledger_pending where seq_id = any($1)", sequences),
                LedgerDatabase.Command(
                    """
                    insert into vault.ledger_tile (level, number, hashes) select * from unnest($1, $2, $3)
                    on conflict (level, number) do update set hashes = excluded.hashes
                    """,
                    tiles.Select(t => (short)t.Level).ToArray(), tiles.Select(t => t.Number).ToArray(), tiles.Select(t => t.Hashes).ToArray()),
                LedgerDatabase.Command(
                    "insert into vault.ledger_checkpoint (size, note, signed_at) values ($1, $2, clock_timestamp())",
                    tree.Size, CheckpointNote.Of(new(claim.Origin, tree.Size, tree.Root), signer)),
                LedgerDatabase.Command("update vault.ledger_head set size = $1 where one = 1", tree.Size),
            },
        };
        await write.ExecuteNonQueryAsync(ct);
    }

    // The right edge is all that appending needs.
    private static async Task<MerkleTree> Load(NpgsqlConnection connection, long size, CancellationToken ct)
    {
        var tiles = await StoredTiles.Read(connection, [.. TilePlace.RightEdge(size)], ct);
        return MerkleTree.At(size, place => tiles[place]);
    }

    private static async Task<bool> IsSigned(NpgsqlConnection connection, MerkleTree tree, NoteKey key, CancellationToken ct)
    {
        if (tree.Size == 0) return true;
        await using var read = new NpgsqlCommand("select note from vault.ledger_checkpoint where size = $1", connection) { Parameters = { new() { Value = tree.Size } } };
        if (await read.ExecuteScalarAsync(ct) is not string text) return false;
        try
        {
            var note = SignedNote.Parse(text);
            return note.SignersAmong(key).Count > 0 && note.Text == new Checkpoint(key.Name, tree.Size, tree.Root).Text;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private sealed record Claimed(IntegrationState State, long Size, string Origin, string Key, List<(long Sequence, Guid Id)> Pending);

    private sealed class EventVanishedException(Guid id) : Exception
    {
        public Guid Event => id;
    }
}

/// <summary>What came of integrating.</summary>
public readonly record struct Integrated(IntegrationState State, int Leaves);

/// <summary>How integrating ended.</summary>
public enum IntegrationState
{
    /// <summary>Nothing waits.</summary>
    Done,

    /// <summary>More waits than a batch takes.</summary>
    MoreToDo,

    /// <summary>Another server is at it.</summary>
    OtherAtWork,

    /// <summary>An incident that nobody has acknowledged stops it.</summary>
    Stopped,

    /// <summary>The key file of this server is not that of the ledger's current key.</summary>
    OtherKey,
}
