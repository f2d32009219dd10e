using System.Globalization;

namespace EvidenceVault.Server.Ledger;

/// <summary>Looks after what feeds the ledger: that the trigger is there, and that no event got past it.</summary>
public sealed class LedgerWatch(LedgerDatabase database, LedgerIncidents incidents)
{
    /// <summary>Events that have neither a leaf nor wait for one.</summary>
    public const string UnqueuedEvents =
        """
        select e.seq_id, e.id from vault.mt_events e
        where not exists (select from vault.ledger_leaf l where l.seq_id = e.seq_id) and not exists (select from vault.ledger_pending p where p.seq_id = e.seq_id)
        """;

    // The same of those after a number. Said of all three tables: each is then read from there on by its index, and none as a whole.
    private const string UnqueuedSince =
        """
        select e.seq_id from vault.mt_events e
        where e.seq_id > $1 and not exists (select from vault.ledger_leaf l where l.seq_id = e.seq_id and l.seq_id > $1)
          and not exists (select from vault.ledger_pending p where p.seq_id = e.seq_id and p.seq_id > $1)
        """;

    // What proofs and followers need are the latest ones; of older ones the last of each hour tells enough about when the tree stood where:
    // the last of those with a cosignature, of those with a timestamp, and of those without.
    private const string OldCheckpoints =
        """
        delete from vault.ledger_checkpoint where size in (
          select size from (
            select c.size, lead(c.size) over (partition by date_trunc('hour', signed_at),
                exists (select from vault.ledger_cosignature s where s.size = c.size), exists (select from vault.ledger_timestamp t where t.size = c.size and t.line is not null) order by c.size) as next
            from vault.ledger_checkpoint c where signed_at < now() - interval '7 days' and c.size > 0) c
          where next is not null);
        delete from vault.ledger_cosignature s where not exists (select from vault.ledger_checkpoint c where c.size = s.size);
        delete from vault.ledger_timestamp t where not exists (select from vault.ledger_checkpoint c where c.size = t.size);
        """;

    // Sequence numbers are taken before the commit; nothing that is still to be committed lies so far behind.
    private const long Overlap = 100_000;

    private long _seen;

    /// <summary>Whether the trigger is there and enabled.</summary>
    public async Task<bool> HasTrigger(CancellationToken ct)
    {
        await using var look = database.Query(
            "select exists (select from pg_trigger where tgname = 'ledger_enqueue' and tgrelid = to_regclass('vault.mt_events') and tgenabled in ('O', 'A'))");
        return (bool)(await look.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Lets go of checkpoints older than a week, but for the last of each hour; with what others said of them.</summary>
    public async Task Thin(CancellationToken ct)
    {
        await using var delete = database.Query(OldCheckpoints);
        await delete.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Looks for events that got past the trigger, since the last look or among all.</summary>
    public async Task Reconcile(bool all, CancellationToken ct)
    {
        await using var look = database.Query(
            $"""
            select min(u.seq_id), max(u.seq_id), count(*), (select max(seq_id) from vault.mt_events) from ({UnqueuedSince}) u
            """,
            all ? 0L : _seen - Overlap);
        await using var rows = await look.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        var subject = rows.GetInt64(2) == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{rows.GetInt64(2)} events from {rows.GetInt64(0)} to {rows.GetInt64(1)}");
        if (!rows.IsDBNull(3)) _seen = rows.GetInt64(3);
        await rows.DisposeAsync();
        if (subject is not null) await incidents.Found(LedgerIncidents.Unqueued, subject, ct);
    }
}
