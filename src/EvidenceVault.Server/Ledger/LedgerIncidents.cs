using System.Security.Cryptography;
using Npgsql;

namespace EvidenceVault.Server.Ledger;

/// <summary>What is amiss with the ledger: kept for good, whoever took note of it.</summary>
public sealed class LedgerIncidents(LedgerDatabase database, ILogger<LedgerIncidents> log)
{
    /// <summary>The database has fewer leaves than were published: it was restored from a backup, or lost commits.</summary>
    public const string Rewound = "rewound";

    /// <summary>The database has other leaves than were published.</summary>
    public const string Forked = "forked";

    /// <summary>An event that waited for its leaf is gone.</summary>
    public const string Vanished = "vanished";

    /// <summary>An event that has its leaf waits for one once more: somebody wrote the queue, where another event may have stood.</summary>
    public const string Requeued = "requeued";

    /// <summary>Events have neither a leaf nor wait for one: something wrote them past the trigger.</summary>
    public const string Unqueued = "unqueued";

    /// <summary>A witness says that the ledger is not what it cosigned. Its word alone stops nothing: it is another's machine.</summary>
    public const string Witnessed = "witness-disagrees";

    /// <summary>Those after which nothing is numbered until somebody has taken note of them.</summary>
    public const string Stopping = "kind not in ('unqueued', 'witness-disagrees') and acknowledged_at is null";

    /// <summary>Notes one, and tells it in the log; the same is told once.</summary>
    public async Task Found(string kind, string subject, CancellationToken ct)
    {
        await using var insert = database.Query(
            "insert into vault.ledger_incident (id, kind, subject, found_at) values ($1, $2, $3, clock_timestamp()) on conflict (kind, subject) do nothing", new Guid(RandomNumberGenerator.GetBytes(16)), kind, subject);
        if (await insert.ExecuteNonQueryAsync(ct) > 0)
            log.LogCritical("The ledger is not as it should be: {Kind} ({Subject}). See the runbook, and GET /ledger/state", kind, subject);
    }

    /// <summary>Notes every event that waits for its leaf and is gone, up to some hundred, so that all can be taken note of.</summary>
    /// <param name="first">One that was found to be.</param>
    /// <param name="ct">Cancels.</param>
    public async Task FoundVanished(Guid first, CancellationToken ct)
    {
        var gone = new List<string> { first.ToString() };
        await using (var look = database.Query(
            "select p.event_id::text from vault.ledger_pending p where not exists (select from vault.mt_events e where e.seq_id = p.seq_id and e.id = p.event_id) order by p.seq_id limit 100"))
        await using (var rows = await look.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct)) gone.Add(rows.GetString(0));
        foreach (var subject in gone.Distinct()) await Found(Vanished, subject, ct);
    }

    /// <summary>Notes the first event that has its leaf and waits for one once more.</summary>
    public async Task FoundRequeued(CancellationToken ct)
    {
        await using var look = database.Query("select l.event_id::text from vault.ledger_pending p join vault.ledger_leaf l on l.seq_id = p.seq_id order by p.seq_id limit 1");
        if (await look.ExecuteScalarAsync(ct) is string subject) await Found(Requeued, subject, ct);
    }

    /// <summary>All, the latest first.</summary>
    public async Task<IReadOnlyList<LedgerIncident>> All(CancellationToken ct)
    {
        await using var read = database.Query("select id, kind, subject, found_at, acknowledged_at from vault.ledger_incident order by found_at desc, id limit 100");
        await using var rows = await read.ExecuteReaderAsync(ct);
        var all = new List<LedgerIncident>();
        while (await rows.ReadAsync(ct)) all.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetDateTime(3), rows.IsDBNull(4) ? null : rows.GetDateTime(4)));
        return all;
    }

    /// <summary>Notes that an operator knows of it. What had slipped past the queue is queued; what is gone is waited for no more.</summary>
    /// <returns>Whether there is such an incident.</returns>
    public async Task<bool> Acknowledge(Guid id, string by, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var note = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                LedgerDatabase.Command(
                    "update vault.ledger_incident set acknowledged_at = clock_timestamp(), acknowledged_by = $2 where id = $1 and acknowledged_at is null returning kind, subject", id, by),
                LedgerDatabase.Command("select exists (select from vault.ledger_incident where id = $1)", id),
            },
        };
        string? kind = null, subject = null;
        bool there;
        await using (var rows = await note.ExecuteReaderAsync(ct))
        {
            if (await rows.ReadAsync(ct)) (kind, subject) = (rows.GetString(0), rows.GetString(1));
            await rows.NextResultAsync(ct);
            await rows.ReadAsync(ct);
            there = rows.GetBoolean(0);
        }

        // Only what was told of is settled: what else is gone is an incident of its own.
        var settle = kind switch
        {
            Unqueued => LedgerDatabase.Command($"insert into vault.ledger_pending (seq_id, event_id) {LedgerWatch.UnqueuedEvents} on conflict do nothing"),
            Vanished => LedgerDatabase.Command(
                "delete from vault.ledger_pending p where p.event_id::text = $1 and not exists (select from vault.mt_events e where e.seq_id = p.seq_id and e.id = p.event_id)", subject!),
            Requeued => LedgerDatabase.Command("delete from vault.ledger_pending p using vault.ledger_leaf l where l.seq_id = p.seq_id and l.event_id::text = $1", subject!),
            _ => null,
        };
        if (settle is not null)
        {
            await using var command = new NpgsqlBatch(connection, transaction) { BatchCommands = { settle } };
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return there;
    }
}

/// <summary>Something amiss.</summary>
public sealed record LedgerIncident(Guid Id, string Kind, string Subject, DateTime FoundAt, DateTime? AcknowledgedAt);
