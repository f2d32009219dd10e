using EvidenceVault.Server.Ledger.Witnesses;
using EvidenceVault.Verification.Ledger;
using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>Checkpoints with what others than the vault say of them: the cosignatures of witnesses, and timestamps.</summary>
public sealed class AttestedCheckpoints(LedgerDatabase database, WitnessList witnesses)
{
    private const string Columns =
        """
        c.size, c.note, c.signed_at,
          array(select s.line from vault.ledger_cosignature s where s.size = c.size order by s.witness),
          array(select t.line from vault.ledger_timestamp t where t.size = c.size and t.line is not null order by t.authority)
        """;

    private const string IsWitnessed = "(select count(*) from vault.ledger_cosignature s where s.size = c.size and s.witness = any($1)) >= $2";

    private const string IsStamped = "exists (select from vault.ledger_timestamp t where t.size = c.size and t.line is not null)";

    /// <summary>The last checkpoint, with what it has so far; null: the ledger was never opened.</summary>
    public Task<StoredCheckpoint?> Latest(CancellationToken ct) => One($"select {Columns} from vault.ledger_checkpoint c join vault.ledger_head h on h.one = 1 and c.size = h.size", ct);

    /// <summary>The last one that enough witnesses cosigned; null: none is, or nobody is asked to.</summary>
    public async Task<StoredCheckpoint?> Witnessed(CancellationToken ct) => witnesses.Quorum == 0 ? null : await One(
        $"""
        select {Columns} from vault.ledger_checkpoint c join vault.ledger_head h on h.one = 1 and c.size <= h.size
        where c.size in (select distinct size from vault.ledger_cosignature) and {IsWitnessed} order by c.size desc limit 1
        """,
        ct, witnesses.Keys, witnesses.Quorum);

    /// <summary>The one that says most about a leaf: the first after it that is both witnessed and timestamped, else witnessed, else timestamped, else the last; null: none covers it.</summary>
    public Task<StoredCheckpoint?> For(long index, CancellationToken ct) => For("$3", ct, witnesses.Keys, witnesses.Quorum, index);

    /// <summary>The same of an event, wherever its leaf is.</summary>
    public Task<StoredCheckpoint?> For(string principal, Guid id, CancellationToken ct) => For(
        "(select l.leaf_index from vault.mt_events e join vault.ledger_leaf l on l.seq_id = e.seq_id where e.tenant_id = $3 and e.id = $4)", ct, witnesses.Keys, witnesses.Quorum, principal, id);

    /// <summary>The last one that is to be timestamped: where there are witnesses, one that they cosigned.</summary>
    public async Task<StoredCheckpoint?> ToStamp(CancellationToken ct) => witnesses.Quorum == 0 ? await Latest(ct) : await Witnessed(ct);

    /// <summary>One by its size, with all it has.</summary>
    public Task<StoredCheckpoint?> At(long size, CancellationToken ct) => One($"select {Columns} from vault.ledger_checkpoint c where c.size = $1", ct, size);

    private Task<StoredCheckpoint?> For(string leaf, CancellationToken ct, params object[] values)
    {
        // Those with a cosignature or a timestamp are few, and found by their own tables.
        var witnessed = witnesses.Quorum == 0 ? "" : $"union all (select size, 2 as rank from vault.ledger_cosignature c where size > {leaf} and {IsWitnessed} order by size limit 1)";
        return One(
            $"""
            select {Columns} from (
              (select size, 1 as rank from vault.ledger_timestamp c where line is not null and size > {leaf} and {IsWitnessed} order by size limit 1)
              {witnessed}
              union all (select size, 3 as rank from vault.ledger_timestamp where line is not null and size > {leaf} order by size limit 1)
              union all (select size, 4 as rank from vault.ledger_head where one = 1 and size > {leaf})) p
            join vault.ledger_checkpoint c on c.size = p.size join vault.ledger_head h on h.one = 1 and c.size <= h.size
            order by p.rank limit 1
            """,
            ct, values);
    }

    private async Task<StoredCheckpoint?> One(string sql, CancellationToken ct, params object[] values)
    {
        await using var read = database.Query(sql, values);
        await using var rows = await read.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new(rows.GetInt64(0), Note(rows), rows.GetDateTime(2)) : null;
    }

    private static string Note(NpgsqlDataReader row) =>
        row.GetFieldValue<string[]>(3).Concat(row.GetFieldValue<string[]>(4)).Aggregate(SignedNote.Parse(row.GetString(1)), (note, line) => note.With(NoteSignature.Parse(line))).ToString();
}
