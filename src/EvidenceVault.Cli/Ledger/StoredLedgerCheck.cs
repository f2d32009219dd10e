using System.Data;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Holds the store of events against its ledger, all in one snapshot.</summary>
/// <param name="source">The vault's database; reading is enough.</param>
/// <param name="keys">The keys to trust; none: those that the database lists.</param>
/// <param name="trusted">Signed checkpoints from elsewhere.</param>
/// <param name="error">Where progress is told.</param>
public sealed class StoredLedgerCheck(NpgsqlDataSource source, IReadOnlyList<NoteKey> keys, IReadOnlyList<string> trusted, TextWriter error)
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, object?> _facts = [];

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What was checked.</summary>
    public IReadOnlyDictionary<string, object?> Facts => _facts;

    public async Task Run(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var (origin, size) = await Head(connection, ct);
        var listed = await ListedKeys(connection, ct);
        var known = keys.Count > 0 ? keys : [.. listed.Select(k => k.Key)];
        _facts["ledger"] = origin;
        _facts["size"] = size;
        _facts["keys"] = keys.Count > 0 ? "given" : "as the database lists them";
        var checkpoints = new CheckpointsOnTheWay(origin, known, listed, await Checkpoints(connection, ct), _findings);
        var leaves = new LeafCheck(connection, _findings, error);
        await leaves.Run(size, checkpoints, ct);
        await new StreamCheck(connection, _findings).Run(ct);
        _facts["events"] = leaves.Events;
        _facts["checkpoints"] = checkpoints.Checked;
        _facts["waiting"] = await Waiting(connection, ct);
    }

    private static async Task<(string Origin, long Size)> Head(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select origin, size from vault.ledger_head where one = 1", connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? (rows.GetString(0), rows.GetInt64(1)) : throw new FormatException("This database has no ledger.");
    }

    private async Task<IReadOnlyList<DatedKey>> ListedKeys(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select key, valid_from, valid_until from vault.ledger_key", connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        var listed = new List<DatedKey>();
        while (await rows.ReadAsync(ct))
        {
            try
            {
                listed.Add(new(NoteKey.Parse(rows.GetString(0)), rows.GetDateTime(1), rows.IsDBNull(2) ? DateTime.MaxValue : rows.GetDateTime(2)));
            }
            catch (FormatException)
            {
                _findings.Add(new("key-unreadable", "A key in the database's list of the ledger's keys is none."));
            }
        }

        return listed;
    }

    // Those signed, and those from elsewhere, by size.
    private async Task<List<CheckpointToCheck>> Checkpoints(NpgsqlConnection connection, CancellationToken ct)
    {
        var all = new List<CheckpointToCheck>();
        foreach (var note in trusted) all.Add(new(Checkpoint.Parse(SignedNote.Parse(note).Text).Size, note, null));
        await using var read = new NpgsqlCommand("select size, note, signed_at from vault.ledger_checkpoint order by size", connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) all.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetDateTime(2)));
        return [.. all.OrderBy(c => c.Size)];
    }

    private static async Task<long> Waiting(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var count = new NpgsqlCommand("select count(*) from vault.ledger_pending", connection);
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }
}
