using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Looks at what is done with each event that is written: that it is queued for the ledger, and nothing else.</summary>
public sealed class TriggerCheck(NpgsqlConnection connection, List<Finding> findings)
{
    public async Task Run(CancellationToken ct)
    {
        var isThere = false;
        await using var read = new NpgsqlCommand(
            """
            select t.tgname::text, t.tgenabled in ('O', 'A') and t.tgqual is null and p.prosrc = ' BEGIN INSERT INTO vault.ledger_pending (seq_id, event_id) SELECT seq_id, id FROM fresh; RETURN NULL; END '
            from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = 'vault.mt_events'::regclass and not t.tgisinternal
            union all
            select rulename::text, false from pg_rules where schemaname = 'vault' and tablename = 'mt_events'
            """, connection);
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var name = rows.GetString(0);
            if (name != "ledger_enqueue") findings.Add(new("trigger-unknown", $"Something that the vault did not make is done with events that are written: {name}."));
            else if (rows.GetBoolean(1)) isThere = true;
        }

        if (!isThere) findings.Add(new("trigger-missing", "What queues events for the ledger is gone, disabled or changed: events can be written past it."));
    }
}
