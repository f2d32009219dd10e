using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>What is amiss is told, to everybody, and never mended in silence.</summary>
public sealed class AmissTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task events_that_got_past_the_trigger_are_told_and_queued_once_an_operator_took_note()
    {
        await using var host = await VaultHost.StartAsync();
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        await host.Do("alter table vault.mt_events disable trigger ledger_enqueue");
        await IntegrationTests.Insert(host, """{"a":1}""");
        await host.Do("alter table vault.mt_events enable trigger ledger_enqueue");
        await host.Services.GetRequiredService<LedgerWatch>().Reconcile(all: false, Ct);

        var incident = (await State(host)).GetProperty("incidents").EnumerateArray().Single();
        incident.GetProperty("kind").GetString().ShouldBe("unqueued");
        (await Ready(host)).ShouldBe(("degraded", "stopped"));
        (await host.SignedCheckpoint()).Size.ShouldBe(1);

        using var client = host.Client();
        await client.SendAsync(HttpMethod.Post, Acknowledgement(incident), null).Expect(HttpStatusCode.Unauthorized, "unauthenticated");
        await Acknowledge(host, incident);
        await host.ShouldHoldEveryEvent();
        (await host.SignedCheckpoint()).Size.ShouldBe(2);
        (await Ready(host)).ShouldBe(("ready", "ok"));
        (await State(host)).GetProperty("incidents").EnumerateArray().Single().GetProperty("acknowledgedAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task without_an_enabled_trigger_nothing_is_numbered()
    {
        await using var database = await EmbeddedServices.CreateDatabaseAsync("trigger");
        await using (var host = await VaultHost.StartAsync(connections: database.Connections))
        {
            await host.Do("alter table vault.mt_events disable trigger ledger_enqueue");
            await using var next = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:ApplySchema"] = "false" }, beside: host);
            await LedgerLook.Until(async () => (await State(next)).GetProperty("trouble").GetString() == LedgerState.NoTrigger, "the missing trigger is told");
            (await Ready(next)).ShouldBe(("degraded", "stopped"));
        }
    }

    [Fact]
    public async Task tiles_that_were_changed_are_not_signed_on_top_of_whoever_took_note()
    {
        await using var host = await VaultHost.StartAsync();
        await IntegrationTests.Insert(host, "{}");
        await IntegrationTests.Insert(host, """{"a":1}""");
        await host.Settled();
        await host.Do("create table vault.kept_tile as select * from vault.ledger_tile");
        await host.Do("update vault.ledger_tile set hashes = overlay(hashes placing sha256('x') from 1) where level = 0");
        // As after a restart, or a connection that was lost.
        host.ForgetTree();
        await IntegrationTests.Insert(host, """{"b":1}""");
        JsonElement incident = default;
        await LedgerLook.Until(
            async () => (await State(host)).GetProperty("incidents").EnumerateArray().FirstOrDefault(i => i.GetProperty("kind").GetString() == "forked") is { ValueKind: JsonValueKind.Object } one && (incident = one).ValueKind == JsonValueKind.Object,
            "the other root is noticed");
        await Acknowledge(host, incident);
        await Task.Delay(TimeSpan.FromSeconds(2), Ct);
        (await host.SignedCheckpoint()).Size.ShouldBe(2);

        // Nor with a checkpoint that somebody without the key wrote.
        var size = await host.Number("select size from vault.ledger_head");
        var forger = new EvidenceVault.Verification.Ledger.NoteSigner((await host.SignedCheckpoint()).Origin, EvidenceVault.Verification.Ledger.NoteSignatureKind.Plain, new byte[32]);
        var root = await host.Services.GetRequiredService<LedgerReader>().FromTiles(tiles => tiles.Root(size), Ct);
        await host.Do("create table vault.kept_checkpoint as select * from vault.ledger_checkpoint");
        await using (var forge = host.Ledger().CreateCommand("update vault.ledger_checkpoint set note = $1 where size = $2"))
        {
            forge.Parameters.Add(new() { Value = CheckpointNote.Of(new(forger.Key.Name, size, root), forger) });
            forge.Parameters.Add(new() { Value = size });
            await forge.ExecuteNonQueryAsync(Ct);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), Ct);
        (await host.Number("select size from vault.ledger_head")).ShouldBe(2);

        await host.Do("delete from vault.ledger_tile; insert into vault.ledger_tile select * from vault.kept_tile; delete from vault.ledger_checkpoint; insert into vault.ledger_checkpoint select * from vault.kept_checkpoint");
        await host.ShouldHoldEveryEvent();
        (await host.SignedCheckpoint()).Size.ShouldBe(3);
    }

    [Fact]
    public async Task an_event_that_is_gone_before_it_has_its_leaf_stops_the_ledger_until_an_operator_took_note()
    {
        await using var host = await VaultHost.StartAsync();
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        await using (var connection = await host.Ledger().OpenConnectionAsync(Ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await using var hold = new Npgsql.NpgsqlCommand("select size from vault.ledger_head for update", connection, transaction);
            await hold.ExecuteScalarAsync(Ct);
            await IntegrationTests.Insert(host, """{"gone":true}""");
            await IntegrationTests.Insert(host, """{"stays":true}""");
            await host.Do("delete from vault.mt_events where data ? 'gone'");
        }

        JsonElement incident = default;
        await LedgerLook.Until(async () => (await State(host)).GetProperty("incidents").EnumerateArray().ToList() is [var one] && (incident = one).ValueKind == JsonValueKind.Object, "the event is missed");
        incident.GetProperty("kind").GetString().ShouldBe("vanished");
        (await Ready(host)).ShouldBe(("degraded", "stopped"));
        await Acknowledge(host, incident);
        await host.ShouldHoldEveryEvent();
        (await host.SignedCheckpoint()).Size.ShouldBe(2);
    }

    [Fact]
    public async Task each_event_that_is_gone_before_it_has_its_leaf_is_an_incident_of_its_own()
    {
        await using var host = await VaultHost.StartAsync();
        await using (var connection = await host.Ledger().OpenConnectionAsync(Ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await using var hold = new Npgsql.NpgsqlCommand("select size from vault.ledger_head for update", connection, transaction);
            await hold.ExecuteScalarAsync(Ct);
            for (var i = 0; i < 3; i++) await IntegrationTests.Insert(host, $$"""{"gone":{{i}}}""");
            await host.Do("delete from vault.mt_events where data ? 'gone'");
        }

        IReadOnlyList<JsonElement> incidents = [];
        await LedgerLook.Until(async () => (incidents = [.. (await State(host)).GetProperty("incidents").EnumerateArray()]).Count == 3, "each is missed");
        incidents.ShouldAllBe(i => i.GetProperty("kind").GetString() == "vanished");
        await Acknowledge(host, incidents[0]);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Ct);
        (await host.Number("select count(*) from vault.ledger_pending")).ShouldBe(2, "the others are still to be taken note of");
        foreach (var other in incidents.Skip(1)) await Acknowledge(host, other);
        (await host.Number("select count(*) from vault.ledger_pending")).ShouldBe(0);
        (await host.Number("select count(*) from vault.ledger_incident")).ShouldBe(3);
    }

    [Fact]
    public async Task an_event_that_is_queued_once_more_is_told_and_no_failure_without_end()
    {
        await using var host = await VaultHost.StartAsync();
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        await host.Do("insert into vault.ledger_pending (seq_id, event_id) select seq_id, event_id from vault.ledger_leaf");
        JsonElement incident = default;
        await LedgerLook.Until(async () => (await State(host)).GetProperty("incidents").EnumerateArray().ToList() is [var one] && (incident = one).ValueKind == JsonValueKind.Object, "the queue is seen to be wrong");
        incident.GetProperty("kind").GetString().ShouldBe("requeued");
        await Acknowledge(host, incident);
        await IntegrationTests.Insert(host, """{"b":1}""");
        await host.ShouldHoldEveryEvent();
        (await host.SignedCheckpoint()).Size.ShouldBe(2);
    }

    [Fact]
    public async Task an_event_that_was_dated_back_is_named_by_whoever_verifies_even_where_the_ledger_took_it_in()
    {
        await using var database = await EmbeddedServices.CreateDatabaseAsync("dated");
        await using var host = await VaultHost.StartAsync(connections: database.Connections);
        var connection = database.Connections.Vault;
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        (await Verify(connection)).Code.ShouldBe(0);
        // A stream of its own, in which it is the first and has nothing before it.
        await host.Do(
            """
            insert into vault.mt_streams (id, version, timestamp, tenant_id, is_archived) values ('dossier/of-last-year', 1, now(), 'nobody', false);
            insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, is_archived, timestamp)
            values (nextval('vault.mt_events_sequence'), gen_random_uuid(), 'dossier/of-last-year', 1, '{}', 'consent.granted', 'nobody', false, now() - interval '1 year');
            """);
        await host.ShouldHoldEveryEvent();
        var (code, said) = await Verify(connection);
        code.ShouldBe(1, said);
        said.ShouldContain("\"kind\":\"dated-back\"");
        said.ShouldContain((await host.Query("select id::text from vault.mt_events where stream_id = 'dossier/of-last-year'"))[0]);
        said.ShouldContain("\"leaf\":1");
    }

    private static async Task<(int Code, string Said)> Verify(string connection)
    {
        using var output = new StringWriter();
        return (await Cli.Commands.RunAsync(["ledger", "verify", "--database", connection, "--json"], output, output, Ct), output.ToString());
    }

    [Fact]
    public async Task a_database_that_went_back_behind_what_was_published_is_told_and_goes_on_only_once_an_operator_took_note()
    {
        await using var database = await EmbeddedServices.CreateDatabaseAsync("rewound");
        var keys = Directory.CreateTempSubdirectory("evidence-vault-ledger-");
        var settings = new Dictionary<string, string> { ["Vault:KeyFile"] = Path.Combine(keys.FullName, "kek.key") };
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            for (var i = 0; i < 3; i++) await IntegrationTests.Insert(host, $$"""{"n":{{i}}}""");
            (await host.Settled()).Size.ShouldBe(3);
            await host.Do("create table vault.kept as select * from vault.ledger_tile");
            await host.Do("create table vault.kept_checkpoint as select * from vault.ledger_checkpoint");
            for (var i = 3; i < 5; i++) await IntegrationTests.Insert(host, $$"""{"n":{{i}}}""");
            (await host.Settled()).Size.ShouldBe(5);
        }

        // As a backup of the time of three events would be.
        await Databases.ExecuteAsync(database.Connections.Vault,
            """
            delete from vault.mt_events where seq_id in (select seq_id from vault.ledger_leaf where leaf_index >= 3);
            delete from vault.ledger_leaf where leaf_index >= 3;
            delete from vault.ledger_tile; insert into vault.ledger_tile select * from vault.kept;
            delete from vault.ledger_checkpoint; insert into vault.ledger_checkpoint select * from vault.kept_checkpoint;
            update vault.ledger_head set size = 3;
            """);
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            await IntegrationTests.Insert(host, """{"after":1}""");
            JsonElement incident = default;
            await LedgerLook.Until(async () => (await State(host)).GetProperty("incidents").EnumerateArray().ToList() is [var one] && (incident = one).ValueKind == JsonValueKind.Object, "the rewind is noticed");
            incident.GetProperty("kind").GetString().ShouldBe("rewound");
            incident.GetProperty("subject").GetString().ShouldBe("3 leaves, after 5 were published");
            (await Ready(host)).ShouldBe(("degraded", "stopped"));
            await Task.Delay(1_500, Ct);
            (await host.SignedCheckpoint()).Size.ShouldBe(3);
            await Acknowledge(host, incident);
            await host.ShouldHoldEveryEvent();
            (await host.SignedCheckpoint()).Size.ShouldBe(4);
        }

        // Known once, it is not told again; and what was published since is what the next start compares with.
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            await IntegrationTests.Insert(host, """{"again":1}""");
            await host.ShouldHoldEveryEvent();
            (await State(host)).GetProperty("incidents").GetArrayLength().ShouldBe(1);
        }

        keys.Delete(recursive: true);
    }

    [Fact]
    public async Task a_database_with_other_leaves_than_were_published_is_told()
    {
        await using var host = await VaultHost.StartAsync(new Dictionary<string, string> { ["Vault:LedgerPublishSeconds"] = "1" });
        await IntegrationTests.Insert(host, "{}");
        await host.Settled();
        var container = host.Services.GetRequiredService<Azure.Storage.Blobs.BlobContainerClient>().GetParentBlobServiceClient().GetBlobContainerClient("evidence-ledger");
        await LedgerLook.Until(async () => (await container.GetBlobClient("latest").DownloadContentAsync(Ct)).Value.Content.ToString().Contains("\n1\n", StringComparison.Ordinal), "it is published");
        await host.Do("update vault.ledger_tile set hashes = sha256(hashes)");
        await LedgerLook.Until(async () => (await State(host)).GetProperty("incidents").GetArrayLength() == 1, "the other root is noticed");
        (await State(host)).GetProperty("incidents")[0].GetProperty("kind").GetString().ShouldBe("forked");
    }

    private static async Task<JsonElement> State(VaultHost host)
    {
        using var client = host.Client();
        return (await client.ReadAsync("/ledger/state").Expect(HttpStatusCode.OK)).Body;
    }

    private static async Task<(string? Status, string? Ledger)> Ready(VaultHost host)
    {
        using var client = host.Client();
        var ready = (await client.ReadAsync("/health/ready").Expect(HttpStatusCode.OK)).Body;
        return (ready.GetProperty("status").GetString(), ready.GetProperty("checks").GetProperty("ledger").GetString());
    }

    private static string Acknowledgement(JsonElement incident) => $"/ledger/incidents/{incident.GetProperty("id").GetString()}/acknowledgement";

    private static async Task Acknowledge(VaultHost host, JsonElement incident)
    {
        using var client = host.Operator();
        await client.SendAsync(HttpMethod.Post, Acknowledgement(incident), null).Expect(HttpStatusCode.NoContent);
    }
}
