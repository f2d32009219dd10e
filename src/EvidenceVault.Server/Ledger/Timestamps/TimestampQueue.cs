namespace EvidenceVault.Server.Ledger.Timestamps;

/// <summary>Which timestamps are still to be had: in the database, so that none is forgotten while an authority is away or a server restarts.</summary>
public sealed class TimestampQueue(LedgerDatabase database)
{
    private const int FirstPause = 5;
    private const int LongestPause = 3_600;

    /// <summary>Queues a checkpoint for those authorities whose last one is older than the interval; where the ledger has not grown there is nothing new to stamp.</summary>
    public async Task Queue(long size, string[] authorities, TimeSpan every, CancellationToken ct)
    {
        await using var insert = database.Query(
            """
            insert into vault.ledger_timestamp (size, authority, queued_at, next_try)
            select $1, a, clock_timestamp(), clock_timestamp() from unnest($2) a
            where not exists (select from vault.ledger_timestamp t where t.authority = a and (t.size >= $1 or t.queued_at > clock_timestamp() - $3))
            on conflict do nothing
            """,
            size, authorities, every);
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>One that is due, and that nobody else takes until it is due again; null: none is.</summary>
    public async Task<TimestampWanted?> Claim(string[] authorities, CancellationToken ct)
    {
        await using var claim = database.Query(
            $"""
            update vault.ledger_timestamp t set tries = t.tries + 1, next_try = clock_timestamp() + make_interval(secs => least({LongestPause}, {FirstPause} * power(2, least(t.tries, 20))))
            from vault.ledger_checkpoint c
            where c.size = t.size and (t.size, t.authority) = (
              select size, authority from vault.ledger_timestamp where line is null and next_try <= clock_timestamp() and authority = any($1) order by next_try limit 1 for update skip locked)
            returning t.size, t.authority, t.tries, c.note
            """,
            (object)authorities);
        await using var rows = await claim.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? new(rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2), rows.GetString(3)) : null;
    }

    /// <summary>Keeps one.</summary>
    public async Task Keep(TimestampWanted wanted, string line, CancellationToken ct)
    {
        await using var keep = database.Query(
            "update vault.ledger_timestamp set line = $3, stamped_at = clock_timestamp() where size = $1 and authority = $2 and line is null", wanted.Size, wanted.Authority, line);
        await keep.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>A timestamp that is to be had.</summary>
/// <param name="Size">Of which checkpoint.</param>
/// <param name="Authority">From whom.</param>
/// <param name="Try">The how manieth try this is.</param>
/// <param name="Note">The checkpoint.</param>
public sealed record TimestampWanted(long Size, string Authority, int Try, string Note);
