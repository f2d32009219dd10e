using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Edits of the database by whoever may do anything with it, each named by <c>vault ledger verify</c>.</summary>
public sealed class TamperingTests(TamperingTests.Filled filled) : IClassFixture<TamperingTests.Filled>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What is done to the events of leaves 40 and 41, and how it is named.</summary>
    public static TheoryData<string, string, int?> Edits => new()
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
        { "delete from vault.mt_events where seq_id = {grant}; update vault.mt_events set version = version - 1 where stream_id = (select stream_id from vault.mt_events where seq_id = {withdrawal})", "removed", null },
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
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task an_edit_is_named_with_the_event_it_was_done_to(string edit, string kind, int? leaf)
    {
        await using var copy = await filled.CopyAsync();
        (await Verify(copy.Connection)).Code.ShouldBe(0);
        await Databases.ExecuteAsync(copy.Connection, await copy.With(edit));

        var (code, report) = await Verify(copy.Connection);
        code.ShouldBe(1);
        var named = report.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("kind").GetString() == kind).ToList();
        named.ShouldNotBeEmpty(report.GetRawText());
        if (leaf is not { } at) return;
        var finding = named.Single(f => f.GetProperty("leaf").GetInt64() == at);
        if (kind is "leaf-missing" or "tile-missing") return;
        finding.GetProperty("eventId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task who_removes_an_event_with_its_whole_ledger_is_caught_by_a_checkpoint_from_elsewhere()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, filled.Checkpoint, Ct);
        await using var copy = await filled.CopyAsync();
        (await Verify(copy.Connection, "--checkpoint", file)).Code.ShouldBe(0);
        await Databases.ExecuteAsync(copy.Connection,
            """
            update vault.mt_events set data = data || '{"outcome": "answered"}' where seq_id = (select seq_id from vault.ledger_leaf where leaf_index = 40);
            insert into vault.ledger_pending (seq_id, event_id) select seq_id, event_id from vault.ledger_leaf;
            truncate vault.ledger_leaf, vault.ledger_tile;
            delete from vault.ledger_checkpoint where size > 0;
            update vault.ledger_head set size = 0;
            """);
        (await Verify(copy.Connection)).Code.ShouldBe(0, "a ledger begun anew is like a young one: only what others hold shows it");
        var (code, report) = await Verify(copy.Connection, "--checkpoint", file);
        code.ShouldBe(1);
        report.GetProperty("findings")[0].GetProperty("kind").GetString().ShouldBe("rewound");
        File.Delete(file);
    }

    [Fact]
    public async Task a_ledger_signed_by_another_key_than_the_one_that_is_trusted_is_told()
    {
        var other = new Verification.Ledger.NoteSigner(Verification.Ledger.Checkpoint.Parse(Verification.Ledger.SignedNote.Parse(filled.Checkpoint).Text).Origin, Verification.Ledger.NoteSignatureKind.Plain, new byte[32]).Key.Text;
        var (code, report) = await Verify(filled.Connection, "--key", other);
        code.ShouldBe(1);
        report.GetProperty("findings").EnumerateArray().ShouldAllBe(f => f.GetProperty("kind").GetString() == "checkpoint-not-signed");
    }

    [Fact]
    public async Task a_wrong_call_or_no_database_is_told_apart_from_what_is_found()
    {
        foreach (var args in new[] { new[] { "ledger" }, ["ledger", "verify", "--nothing"], ["ledger", "verify", "--database", "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=2"], ["ledger", "verify", "--key", "x", "--database", filled.Connection] })
        {
            using var error = new StringWriter();
            (await Commands.RunAsync(args, TextWriter.Null, error, Ct)).ShouldBe(2);
            error.ToString().ShouldNotBeEmpty();
        }
    }

    private static JsonNode[] Facts(string phone)
    {
        var (grant, call) = (Desk.Ref("G"), Desk.Ref("C"));
        var sale = new JsonObject
        {
            ["type"] = "sale.accepted", ["ref"] = Desk.Ref("S"), ["occurredAt"] = "2026-03-02T10:25:00+01:00", ["consumer"] = new JsonObject { ["phone"] = phone },
            ["call"] = call, ["via"] = "web", ["totalValue"] = 480.5, ["product"] = "electricity",
        };
        var withdrawal = new JsonObject
        {
            ["type"] = "consent.withdrawn", ["ref"] = Desk.Ref("W"), ["occurredAt"] = "2026-03-03T10:15:00+01:00", ["consumer"] = new JsonObject { ["phone"] = phone },
            ["consent"] = grant, ["via"] = "email",
        };
        return [Desk.Consent(phone, grant), Desk.Call(phone, call), sale, withdrawal];
    }

    private static async Task<(int Code, JsonElement Report)> Verify(string connection, params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Commands.RunAsync(["ledger", "verify", "--database", connection, "--json", .. more], output, error, Ct);
        error.ToString().ShouldBeEmpty();
        return (code, JsonElement.Parse(output.ToString()));
    }

    /// <summary>A database with some hundred events, to be copied; nobody is connected to it.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        private TestDatabase _database = null!;
        private int _copies;

        public string Connection => _database.Connections.Vault;

        /// <summary>The last checkpoint, as somebody noted it elsewhere.</summary>
        public string Checkpoint { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            _database = await EmbeddedServices.CreateDatabaseAsync("tampered");
            await using var host = await VaultHost.StartAsync(connections: _database.Connections);
            var desk = await Desk.NewAsync(host);
            await desk.Upload([.. Enumerable.Range(0, 300).Select(_ => (JsonNode)Desk.Call(Desk.Phone()))]);
            await desk.Upload(Facts(Desk.Phone()));
            await desk.Staff.PutAsync($"{desk.P}/exhibits/{Desk.Ref("vl")}", new
            {
                kind = "voicelog", purposes = new[] { "consent" }, contentType = "audio/wav", size = 5, sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("voice"u8)),
                recordedAt = "2026-03-01T10:15:00+01:00",
            }).Expect(System.Net.HttpStatusCode.Created);
            await host.Settled();
            using var client = host.Client();
            Checkpoint = await client.GetStringAsync(new Uri("/ledger/checkpoint", UriKind.Relative), Ct);
        }

        public async Task<Copy> CopyAsync()
        {
            var of = new Npgsql.NpgsqlConnectionStringBuilder(Connection) { Pooling = false };
            var (server, name) = ((await EmbeddedServices.ConnectionsAsync()).Vault, $"{of.Database}_{Interlocked.Increment(ref _copies)}");
            // A database is copied only while nobody is connected to it; pools of the server that filled it still are.
            await Databases.ExecuteAsync(server, $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{of.Database}' and usename = current_user");
            await Databases.ExecuteAsync(server, $"create database {name} template {of.Database}");
            of.Database = name;
            return new(server, name, of.ConnectionString);
        }

        public ValueTask DisposeAsync() => _database.DisposeAsync();
    }

    /// <summary>A copy of that database.</summary>
    public sealed record Copy(string Server, string Name, string Connection) : IAsyncDisposable
    {
        /// <summary>An edit with the sequence numbers of the events it names.</summary>
        public async Task<string> With(string edit)
        {
            await using var source = Npgsql.NpgsqlDataSource.Create(Connection);
            await using var read = source.CreateCommand(
                """
                select '{' || leaf_index || '}', seq_id from vault.ledger_leaf where leaf_index in (40, 41)
                union all select case type when 'consent.granted' then '{grant}' when 'consent.withdrawn' then '{withdrawal}' when 'sale.accepted' then '{sale}' else '{exhibit}' end, seq_id
                from vault.mt_events where type in ('consent.granted', 'consent.withdrawn', 'sale.accepted', 'exhibit.announced')
                """);
            await using var rows = await read.ExecuteReaderAsync(Ct);
            var found = 0;
            for (; await rows.ReadAsync(Ct); found++) edit = edit.Replace(rows.GetString(0), $"{rows.GetInt64(1)}", StringComparison.Ordinal);
            found.ShouldBe(6);
            return edit;
        }

        public async ValueTask DisposeAsync() => await Databases.DropAsync(Server, Name);
    }
}
