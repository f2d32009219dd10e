using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Looks at the events that wait for their leaf: that each is there, is the one that was queued, and waits no longer than those that came after it.</summary>
public sealed class QueueCheck(NpgsqlConnection connection, RecordedOrder order, List<Finding> findings)
{
    /// <summary>How many wait.</summary>
    public long Waiting { get; private set; }

    public async Task Run(CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            $"""
            select p.seq_id, p.event_id, e.id, e.type, e.stream_id, {StoredLeaves.RecordedAt}, exists (select from vault.ledger_leaf l where l.seq_id = p.seq_id),
              p.seq_id < (select max(seq_id) from vault.ledger_leaf) and p.queued_at < (select max(signed_at) from vault.ledger_checkpoint) - interval '5 minutes'
            from vault.ledger_pending p left join vault.mt_events e on e.seq_id = p.seq_id order by p.seq_id
            """, connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        for (; await rows.ReadAsync(ct); Waiting++)
        {
            var (number, queued) = (rows.GetInt64(0), rows.GetGuid(1));
            if (rows.IsDBNull(2)) findings.Add(new("removed", "The event waits for its leaf, and is gone from the store.", queued));
            else if (rows.GetGuid(2) != queued) findings.Add(new("queue-changed", "Another event waits for a leaf than the one that the store has at that number.", rows.GetGuid(2)));
            else if (rows.GetBoolean(6)) findings.Add(new("queue-changed", "The event has a leaf, and waits for one once more.", queued));
            else
            {
                if (!rows.IsDBNull(7) && rows.GetBoolean(7)) findings.Add(new("left-behind", "The event waits for its leaf, while those that came after it have theirs.", queued));
                order.Next(new(queued, null, number, rows.GetDateTime(5), rows.GetString(3), rows.GetString(4)), null);
            }
        }
    }
}
