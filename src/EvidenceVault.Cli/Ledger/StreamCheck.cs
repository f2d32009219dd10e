using Npgsql;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Looks at the store by itself: events that stand in no ledger, and streams that are not in order.</summary>
public sealed class StreamCheck(NpgsqlConnection connection, List<Finding> findings)
{
    private const int MostNamed = 1_000;

    public async Task Run(CancellationToken ct)
    {
        await Unknown(ct);
        await Order(ct);
        await Hidden(ct);
    }

    // The vault archives nothing, and what is archived is read no more. Failed appends have a stream of their own, that counts nothing.
    private async Task Hidden(CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            """
            select e.id, s.id is null, null::bigint, null::bigint from vault.mt_events e left join vault.mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
            where e.is_archived or s.is_archived or s.id is null
            union all
            select e.id, null, s.version, e.version from vault.mt_streams s left join lateral (
              select id, version from vault.mt_events where tenant_id = s.tenant_id and stream_id = s.id order by version desc limit 1) e on true
            where s.id <> 'mt_tombstone' and e.version is distinct from s.version
            limit $1
            """, connection)
        { Parameters = { new() { Value = MostNamed } } };
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            findings.Add(rows switch
            {
                _ when !rows.IsDBNull(1) && rows.GetBoolean(1) => new("stream-missing", "The stream of the event is gone, so that it is read no more.", rows.GetGuid(0)),
                _ when !rows.IsDBNull(1) => new("hidden", "The event is marked as archived, and is read no more.", rows.GetGuid(0)),
                _ when rows.IsDBNull(0) => new("stream-version", $"A stream says that it has {rows.GetInt64(2)} events, and has none."),
                _ => new("stream-version", $"The stream says that it has {rows.GetInt64(2)} events, and this one, its last, is the {rows.GetInt64(3)}th.", rows.GetGuid(0)),
            });
    }

    private async Task Unknown(CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            """
            select e.id from vault.mt_events e
            where not exists (select from vault.ledger_leaf l where l.seq_id = e.seq_id) and not exists (select from vault.ledger_pending p where p.seq_id = e.seq_id)
            order by e.seq_id limit $1
            """, connection)
        { Parameters = { new() { Value = MostNamed } } };
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) findings.Add(new("inserted", "The event stands in the store, and neither in the ledger nor among those that wait for it.", rows.GetGuid(0)));
    }

    // Failed appends leave tombstones, whose versions mean nothing.
    private async Task Order(CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            """
            select id, leaf_index, version <> coalesce(before, 0) + 1, leaf_index < leaf_before
            from (
              select e.id, l.leaf_index, e.version, lag(e.version) over w as before, lag(l.leaf_index) over w as leaf_before
              from vault.mt_events e join vault.ledger_leaf l on l.seq_id = e.seq_id where e.stream_id <> 'mt_tombstone'
              window w as (partition by e.tenant_id, e.stream_id order by e.version)) s
            where version <> coalesce(before, 0) + 1 or leaf_index < leaf_before
            limit $1
            """, connection)
        { Parameters = { new() { Value = MostNamed } } };
        // A gap is what a removed event leaves, which is told of by its name.
        var removed = findings.Exists(f => f.Kind == "removed");
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (id, leaf) = (rows.GetGuid(0), rows.GetInt64(1));
            if (rows.GetBoolean(2) && !removed) findings.Add(new("stream-gap", "An event that came before this one in its stream is missing, or this one's version was changed.", id, leaf));
            if (!rows.IsDBNull(3) && rows.GetBoolean(3)) findings.Add(new("stream-order", "The event comes before its predecessor in the ledger.", id, leaf));
        }
    }
}
