using System.Data;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Holds the store of events against its ledger, all in one snapshot.</summary>
/// <param name="source">The vault's database; reading is enough.</param>
/// <param name="keys">The keys to trust; none: those that the database lists.</param>
/// <param name="trusted">Signed checkpoints from elsewhere.</param>
/// <param name="error">Where progress is told.</param>
/// <param name="receipts">Files with receipts that somebody has; null: none.</param>
public sealed class StoredLedgerCheck(NpgsqlDataSource source, IReadOnlyList<NoteKey> keys, IReadOnlyList<string> trusted, TextWriter error, IReadOnlyList<(string Name, string Text)>? receipts = null)
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
        foreach (var gone in keys.Where(k => k.IsOfLog(origin) && listed.All(l => l.Key != k))) _findings.Add(new("key-gone", $"The database does not list {gone.Text}, which is trusted: keys are never taken off the list."));
        _facts["ledger"] = origin;
        _facts["size"] = size;
        _facts["keys"] = keys.Count > 0 ? "given" : "as the database lists them";
        var signed = await Checkpoints(connection, ct);
        var checkpoints = new CheckpointsOnTheWay(origin, known, listed, signed, _findings);
        var given = new ReceiptsInLedger(_findings);
        foreach (var (name, text) in receipts ?? []) given.Read(name, text);
        given.Signed(known, listed);
        var order = new RecordedOrder(_findings, await LastNumber(connection, ct));
        var leaves = new LeafCheck(connection, order, given, _findings, error);
        await leaves.Run(size, checkpoints, ct);
        given.End(signed.Max(c => c.SignedAt), size);
        var queue = new QueueCheck(connection, order, _findings);
        await queue.Run(ct);
        await new StreamCheck(connection, _findings).Run(ct);
        await new TriggerCheck(connection, _findings).Run(ct);
        var attestations = new AttestationCheck(connection, _findings);
        await attestations.Run(ct);
        _facts["events"] = leaves.Events;
        _facts["checkpoints"] = checkpoints.Checked;
        _facts["attestations"] = attestations.Checked;
        _facts["waiting"] = queue.Waiting;
        if (given.Count > 0) (_facts["receipts"], _facts["receiptsResolved"]) = (given.Count, given.Found);
    }

    private async Task<(string Origin, long Size)> Head(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            """
            select true, origin, size from vault.ledger_head where one = 1
            union all (select false, split_part(note, chr(10), 1), size from vault.ledger_checkpoint order by size desc limit 1)
            """, connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) throw new FormatException("This database has no ledger.");
        if (!rows.GetBoolean(0)) _findings.Add(new("head-missing", "The database does not say how large its ledger is; it is taken to be as large as its last checkpoint."));
        return (rows.GetString(1), rows.GetInt64(2));
    }

    // Of streams of numbers a role needs rights of its own; without them it is left open.
    private static async Task<long?> LastNumber(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select last_value from pg_sequences where schemaname = 'vault' and sequencename = 'mt_events_sequence'", connection);
        return await read.ExecuteScalarAsync(ct) as long?;
    }

    private async Task<IReadOnlyList<DatedKey>> ListedKeys(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            """
            select key, least(greatest(valid_from, '0001-01-02 00:00Z'), '9999-12-30 00:00Z'),
              case when valid_until is not null then least(greatest(valid_until, '0001-01-02 00:00Z'), '9999-12-30 00:00Z') end
            from vault.ledger_key
            """, connection);
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
        await using var read = new NpgsqlCommand($"select c.size, c.note, {AttestationCheck.SignedAt} from vault.ledger_checkpoint c order by c.size", connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) all.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetDateTime(2)));
        return [.. all.OrderBy(c => c.Size)];
    }
}
