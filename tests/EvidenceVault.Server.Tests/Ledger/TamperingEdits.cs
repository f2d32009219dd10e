namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Edits of a database by whoever may do anything with it.</summary>
public static class TamperingEdits
{
    /// <summary>What is done to the events of leaves 40 and 41, and how it is named.</summary>
    public static TheoryData<string, string, int?> All => new()
    {
        { "update vault.mt_events set data = jsonb_set(data, '{outcome}', '\"answered\"') where seq_id = {40}", "changed", 40 },
        { "update vault.mt_events set data = data || '{\"occurredAt\": \"2026-01-01T00:00:00Z\"}' where seq_id = {40}", "changed", 40 },
        { "update vault.mt_events set timestamp = timestamp - interval '1 second' where seq_id = {40}", "changed", 40 },
        { "update vault.mt_events set type = 'consent.granted' where seq_id = {40}", "changed", 40 },
        { "update vault.mt_events set version = 99 where seq_id = {40}", "changed", 40 },
        { "alter table vault.mt_events drop constraint fkey_mt_events_stream_id_tenant_id; update vault.mt_events set stream_id = 'dossier/another' where seq_id = {40}", "changed", 40 },
        { "update vault.mt_events set id = gen_random_uuid() where seq_id = {40}", "changed", 40 },
        { "delete from vault.mt_events where seq_id = {40}", "removed", 40 },
        { "update vault.mt_events set seq_id = -1 where seq_id = {40}; update vault.mt_events set seq_id = {40} where seq_id = {41}; update vault.mt_events set seq_id = {41} where seq_id = -1", "reordered", 40 },
        { "update vault.ledger_leaf set seq_id = -1 where leaf_index = 40; update vault.ledger_leaf set seq_id = {40} where leaf_index = 41; update vault.ledger_leaf set seq_id = {41} where leaf_index = 40", "reordered", 41 },
        { "delete from vault.ledger_leaf where leaf_index = 40", "leaf-missing", 40 },
        { "update vault.ledger_tile set hashes = overlay(hashes placing sha256('x') from 40 * 32 + 1) where level = 0 and number = 0", "tree-changed", null },
        { "update vault.ledger_tile set hashes = overlay(hashes placing sha256('x') from 1) where level = 1", "tile-changed", null },
        { "delete from vault.ledger_tile where level = 1", "tile-missing", null },
        { "update vault.ledger_checkpoint set note = replace(note, 'evidence-vault/', 'another-vault/') where size = (select max(size) from vault.ledger_checkpoint)", "checkpoint-not-signed", null },
        { "delete from vault.ledger_checkpoint where size = (select size from vault.ledger_head)", "checkpoint-missing", null },
        { "update vault.ledger_head set size = size - 1", "rewound", null },
        {
            """
            alter table vault.mt_events disable trigger ledger_enqueue;
            insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, is_archived, timestamp)
            select nextval('vault.mt_events_sequence'), gen_random_uuid(), stream_id, version + 1, data, type, tenant_id, false, timestamp from vault.mt_events where seq_id = {40};
            alter table vault.mt_events enable trigger ledger_enqueue;
            """, "inserted", null
        },

        // The facts of a dossier.
        { "update vault.mt_events set data = jsonb_set(data, '{products}', '[\"electricity\", \"gas\"]') where seq_id = {grant}", "changed", null },
        { "update vault.mt_events set data = jsonb_set(data, '{totalValue}', '\"9.99\"') where seq_id = {sale}", "changed", null },
        { "update vault.mt_events set data = jsonb_set(data, '{sha256}', to_jsonb(encode(sha256('another recording'), 'hex'))) where seq_id = {exhibit}", "changed", null },
        { "update vault.mt_events set data = data - 'uploadedBy' where seq_id = {grant}", "changed", null },
        { "delete from vault.mt_events where seq_id = {withdrawal}", "removed", null },
        {
            // By way of numbers below none: a number that another row still has would be refused, in whatever order they come.
            """
            delete from vault.mt_events where seq_id = {grant};
            update vault.mt_events set version = -version where stream_id = (select stream_id from vault.mt_events where seq_id = {withdrawal});
            update vault.mt_events set version = -version - 1 where stream_id = (select stream_id from vault.mt_events where seq_id = {withdrawal})
            """, "removed", null
        },
        { "delete from vault.mt_events where seq_id = {grant}; delete from vault.ledger_leaf where seq_id = {grant}", "stream-gap", null },
        { "update vault.mt_events a set timestamp = b.timestamp from vault.mt_events b where a.seq_id in ({grant}, {40}) and b.seq_id in ({grant}, {40}) and a.seq_id <> b.seq_id", "changed", 40 },
        {
            """
            update vault.mt_events a set data = jsonb_set(a.data, '{occurredAt}', b.data -> 'occurredAt')
            from vault.mt_events b where a.seq_id in ({grant}, {40}) and b.seq_id in ({grant}, {40}) and a.seq_id <> b.seq_id
            """, "changed", 40
        },
        {
            """
            update vault.mt_events set seq_id = -1 where seq_id = {grant}; update vault.mt_events set seq_id = {grant} where seq_id = {withdrawal}; update vault.mt_events set seq_id = {withdrawal} where seq_id = -1
            """, "reordered", null
        },
        {
            """
            insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, is_archived, timestamp)
            select nextval('vault.mt_events_sequence'), gen_random_uuid(), stream_id, 99, jsonb_set(data, '{occurredAt}', '"2025-01-01T00:00:00Z"'), type, tenant_id, false, timestamp - interval '1 year'
            from vault.mt_events where seq_id = {grant};
            delete from vault.ledger_pending;
            """, "inserted", null
        },
        {
            """
            insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, is_archived, timestamp)
            select nextval('vault.mt_events_sequence'), gen_random_uuid(), stream_id, 99, data, type, tenant_id, false, timestamp from vault.mt_events where seq_id = {grant};
            insert into vault.ledger_leaf (leaf_index, seq_id, event_id) select (select size from vault.ledger_head), seq_id, event_id from vault.ledger_pending;
            delete from vault.ledger_pending;
            """, "leaf-beyond", null
        },
        { "update vault.mt_events set data = (select data from vault.mt_events where seq_id = {41}) where seq_id = {40}", "changed", 40 },

        // Where an event stands, and whether it is seen.
        { "alter table vault.mt_events drop constraint fkey_mt_events_stream_id_tenant_id; update vault.mt_events set tenant_id = 'another-principal' where seq_id = {grant}", "changed", null },
        { "alter table vault.mt_events drop constraint fkey_mt_events_stream_id_tenant_id; update vault.mt_events set stream_id = (select stream_id from vault.mt_events where seq_id = {40}), version = 99 where seq_id = {withdrawal}", "changed", null },
        { "update vault.mt_events set type = 'consent.verified' where seq_id = {withdrawal}", "changed", null },
        { "update vault.mt_events set is_archived = true where seq_id = {withdrawal}", "hidden", null },
        { "update vault.mt_streams set is_archived = true where id = (select stream_id from vault.mt_events where seq_id = {withdrawal})", "hidden", null },
        { "update vault.mt_streams set version = version + 7 where id = (select stream_id from vault.mt_events where seq_id = {withdrawal})", "stream-version", null },

        // The ledger's own tables.
        { "update vault.ledger_leaf set event_id = gen_random_uuid() where leaf_index = 40", "leaf-other-event", 40 },
        { "drop index vault.ledger_leaf_seq; update vault.ledger_leaf set seq_id = {40} where leaf_index = 41", "changed", 41 },
        { "update vault.ledger_tile set hashes = substring(hashes for 32 * 30) where level = 0 and number = 0", "tile-missing", 30 },
        { "delete from vault.ledger_tile where level = 0 and number = 1", "tile-missing", 256 },
        { "insert into vault.ledger_tile (level, number, hashes) values (2, 0, sha256('x'))", "tile-changed", null },
        { "update vault.ledger_checkpoint set note = overlay(note placing 'AAAA' from length(note) - 20) where size = (select size from vault.ledger_head)", "checkpoint-not-signed", null },
        { "update vault.ledger_checkpoint set note = regexp_replace(note, '[^\\n]{43}=', encode(sha256('x'), 'base64')) where size = (select size from vault.ledger_head)", "checkpoint-not-signed", null },
        { "update vault.ledger_checkpoint set note = (select note from vault.ledger_checkpoint where size = 0) where size = (select size from vault.ledger_head)", "checkpoint-not-signed", null },
        { "update vault.ledger_checkpoint set note = split_part(note, E'\\n\\n', 1) || E'\\n' where size = (select size from vault.ledger_head)", "checkpoint-not-signed", null },
        { "update vault.ledger_checkpoint set size = size + 1 where size = (select size from vault.ledger_head)", "rewound", null },
        { "update vault.ledger_head set size = size + 1", "leaf-missing", null },
        { "update vault.ledger_head set origin = 'another.example/evidence-vault'", "checkpoint-not-signed", null },
        { "update vault.ledger_key set key = 'x.example/y+3a6b1d1a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'", "key-unreadable", null },
        { "update vault.ledger_key set valid_from = valid_from - interval '2 days', valid_until = valid_from - interval '1 day'", "stale-key", null },

        // Those that wait for their leaf.
        { "insert into vault.ledger_pending (seq_id, event_id) select seq_id, event_id from vault.ledger_leaf where leaf_index = 40", "queue-changed", null },
        { $"{Insert("timestamp")}; update vault.ledger_pending set event_id = gen_random_uuid()", "queue-changed", null },
        { $"{Insert("timestamp")}; delete from vault.mt_events where seq_id in (select seq_id from vault.ledger_pending)", "removed", null },
        { Insert("timestamp - interval '1 year'"), "dated-back", null },
        { Insert("'-infinity'"), "dated-back", null },
        { Insert("'20000-01-01'"), "dated-back", null },
        { Insert("timestamp", "1000000"), "inserted", null },
        { $"{Insert("timestamp", "0")}; update vault.ledger_pending set queued_at = queued_at - interval '1 hour'", "left-behind", null },

        // Times and numbers that no calendar and no program has.
        { "update vault.mt_events set timestamp = '20000-01-01' where seq_id = {40}", "changed", 40 },
        { "update vault.mt_events set timestamp = '0044-03-15 BC' where seq_id = {40}", "changed", 40 },
        { "update vault.mt_events set data = jsonb_set(data, '{size}', '5.0') where seq_id = {exhibit}", "changed", null },
        { "update vault.ledger_key set valid_from = '20000-01-01'", "stale-key", null },
        { "update vault.ledger_checkpoint set signed_at = signed_at + interval '1 day' where size = 0", "checkpoint-dated", null },
        { "update vault.ledger_checkpoint set signed_at = '20000-01-01' where size = 0", "checkpoint-dated", null },
        { "update vault.ledger_key set valid_from = valid_from - interval '1 year'; update vault.ledger_checkpoint set signed_at = signed_at - interval '1 day'", "dated-ahead", 40 },

        // A ledger cut short, with what hangs on it.
        {
            """
            delete from vault.ledger_checkpoint where size > (select max(size) from vault.ledger_checkpoint where size < (select size from vault.ledger_head));
            update vault.ledger_head set size = (select max(size) from vault.ledger_checkpoint);
            delete from vault.ledger_leaf where leaf_index >= (select size from vault.ledger_head);
            """, "inserted", null
        },
        { "delete from vault.ledger_head", "head-missing", null },
        { "insert into vault.ledger_checkpoint select -1, note, signed_at from vault.ledger_checkpoint where size = 0", "checkpoint-not-signed", null },
        { "insert into vault.ledger_tile (level, number, hashes) values (0, 99, sha256('x'))", "tile-changed", null },
        { "update vault.ledger_tile set hashes = hashes || sha256('x') where level = 0 and number = 1", "tile-changed", null },

        // Streams, and what is done with what is written to them.
        { "alter table vault.mt_events drop constraint fkey_mt_events_stream_id_tenant_id; delete from vault.mt_streams where id = (select stream_id from vault.mt_events where seq_id = {withdrawal})", "stream-missing", null },
        { "insert into vault.mt_streams (id, version, timestamp, tenant_id, is_archived) select 'dossier/none', 3, now(), tenant_id, false from vault.mt_events where seq_id = {40}", "stream-version", null },
        { "alter table vault.mt_events disable trigger ledger_enqueue", "trigger-missing", null },
        { "create or replace function vault.ledger_enqueue() returns trigger language plpgsql as $$ BEGIN RETURN NULL; END $$", "trigger-missing", null },
        {
            """
            create function vault.drops() returns trigger language plpgsql as $$ BEGIN RETURN case when new.type = 'consent.withdrawn' then null else new end; END $$;
            create trigger drops before insert on vault.mt_events for each row execute function vault.drops();
            """, "trigger-unknown", null
        },
        { "create rule drops as on insert to vault.mt_events where new.type = 'consent.withdrawn' do instead nothing", "trigger-unknown", null },

        // What others said.
        {
            """
            insert into vault.ledger_cosignature (size, witness, line, cosigned_at)
            select size, 'witness.example/one+00000000+BAAA', '— witness.example/one AAAAAAAAAAAA', now() from vault.ledger_head
            """, "wrong-cosignature", null
        },
        { "insert into vault.ledger_cosignature (size, witness, line, cosigned_at) values (100000, 'witness.example/one', 'x', now())", "checkpoint-missing", null },
        {
            """
            insert into vault.ledger_timestamp (size, authority, queued_at, next_try, tries, line, stamped_at)
            select size, 'tsa.example', now(), now(), 1, '— tsa.example AAAAAAAAAAAA', now() from vault.ledger_head
            """, "wrong-timestamp", null
        },
    };

    // An event of a stream of its own, as the vault would write it, but for its time or number.
    internal static string Insert(string time, string number = "nextval('vault.mt_events_sequence')") =>
        $$"""
        insert into vault.mt_streams (id, version, timestamp, tenant_id, is_archived) select 'dossier/inserted', 1, now(), tenant_id, false from vault.mt_events where seq_id = {grant};
        insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, is_archived, timestamp)
        select {{number}}, gen_random_uuid(), 'dossier/inserted', 1, data, type, tenant_id, false, {{time}} from vault.mt_events where seq_id = {grant}
        """;
}
