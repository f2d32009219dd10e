using System.Text.Json.Nodes;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Ledger;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Every event, whatever wrote it, comes to stand in the ledger once, in a gapless order, under a signature.</summary>
public sealed class IntegrationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_event_whatever_wrote_it_stands_in_the_ledger_once()
    {
        await using var host = await VaultHost.StartAsync();
        var desk = await Desk.NewAsync(host);
        await desk.Upload([.. Enumerable.Range(0, 400).Select(_ => (JsonNode)Desk.Call(Desk.Phone()))]);
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await using (var session = store.LightweightSession(desk.Principal))
        {
            session.Events.Append("dossier/by-marten", Proof(1), Proof(2));
            await session.SaveChangesAsync(Ct);
        }

        await store.BulkInsertEventsAsync(desk.Principal, [JasperFx.Events.StreamAction.Start(((DocumentStore)store).Events, "dossier/in-bulk", Proof(3), Proof(4))], cancellation: Ct);
        await using (var connection = await host.Ledger().OpenConnectionAsync(Ct))
        {
            // Taken back: it leaves nothing that waits.
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await using var insert = new Npgsql.NpgsqlCommand(
                "insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, is_archived) select nextval('vault.mt_events_sequence'), gen_random_uuid(), 'dossier/by-marten', 9, '{}', 't', tenant_id, false from vault.mt_streams where id = 'dossier/by-marten'",
                connection, transaction);
            await insert.ExecuteNonQueryAsync(Ct);
            await transaction.RollbackAsync(Ct);
        }

        await host.ShouldHoldEveryEvent();
        (await host.Number("select count(*) from vault.ledger_pending")).ShouldBe(0);
        (await host.Number("select count(*) from vault.mt_events where stream_id in ('dossier/by-marten', 'dossier/in-bulk')")).ShouldBe(4);
    }

    [Fact]
    public async Task content_never_stops_it()
    {
        await using var host = await VaultHost.StartAsync();
        await Insert(host, """{"n": 1e400}""");
        await Insert(host, $$"""{"long": "{{new string('x', 70_000)}}"}""");
        await Insert(host, "[]");
        await host.ShouldHoldEveryEvent();
        var entries = await host.Services.GetRequiredService<LedgerReader>().Entries(0, (int)(await host.SignedCheckpoint()).Size, Ct);
        var leaves = entries!.Select(e => System.Text.Encoding.UTF8.GetString(e!)).Where(e => e.Contains("nobody", StringComparison.Ordinal)).ToList();
        leaves.Count(l => l.Contains("\"dataSha256\":", StringComparison.Ordinal)).ShouldBe(2);
        leaves.Count.ShouldBe(3);
    }

    [Fact]
    public async Task several_at_once_number_each_event_once_and_in_the_order_of_its_stream()
    {
        await using var host = await VaultHost.StartAsync();
        var beside = Enumerable.Range(0, 3).Select(_ => new Integrator(
            host.Services.GetRequiredService<LedgerDatabase>(), host.Services.GetRequiredService<LedgerKey>(), host.Services.GetRequiredService<LedgerIncidents>(), batchSize: 7)).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var racing = beside.ConvertAll(integrator => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await integrator.IntegrateOnce(Ct);
        }, Ct));
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                await using var session = store.LightweightSession("racing");
                session.Events.Append($"dossier/{writer}-{i % 5}", Proof(i), Proof(i));
                await session.SaveChangesAsync(Ct);
            }
        }, Ct)));
        await host.ShouldHoldEveryEvent();
        await stop.CancelAsync();
        await Task.WhenAll(racing);
        (await host.Number(
            """
            select count(*) from (
              select e.version - lag(e.version, 1, 0::bigint) over (partition by e.stream_id order by l.leaf_index) as step
              from vault.ledger_leaf l join vault.mt_events e on e.seq_id = l.seq_id where e.tenant_id = 'racing') s where step <> 1
            """)).ShouldBe(0);
        (await host.Number("select count(*) from vault.ledger_incident")).ShouldBe(0);
    }

    [Fact]
    public async Task what_was_recorded_before_there_was_a_ledger_is_queued_when_it_is_opened()
    {
        await using var database = await EmbeddedServices.CreateDatabaseAsync("before");
        await using var host = await VaultHost.StartAsync(connections: database.Connections);
        var desk = await Desk.NewAsync(host);
        await desk.Upload([.. Enumerable.Range(0, 20).Select(_ => (JsonNode)Desk.Call(Desk.Phone()))]);
        await host.Settled();
        await host.Do(
            """
            drop function vault.ledger_enqueue() cascade;
            drop table vault.ledger_pending, vault.ledger_leaf, vault.ledger_tile, vault.ledger_checkpoint, vault.ledger_head, vault.ledger_key, vault.ledger_incident;
            """);
        await ForgetPublished(database.Connections);
        host.ForgetTree();

        await using var next = await VaultHost.StartAsync(beside: host);
        await next.ShouldHoldEveryEvent();
        (await next.SignedCheckpoint()).Size.ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task applying_the_schema_again_leaves_the_trigger_and_repairs_one_that_was_disabled_or_changed()
    {
        await using var host = await VaultHost.StartAsync();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        const string Written = "select xmin::text::bigint from pg_trigger where tgname = 'ledger_enqueue'";
        var written = await host.Number(Written);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        (await host.Number(Written)).ShouldBe(written);
        foreach (var damage in new[]
                 {
                     "alter table vault.mt_events disable trigger ledger_enqueue",
                     "create or replace function vault.ledger_enqueue() returns trigger language plpgsql as $$ BEGIN RETURN NULL; END $$",
                     "drop function vault.ledger_enqueue() cascade",
                 })
        {
            await host.Do(damage);
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
            await Insert(host, "{}");
        }

        var desk = await Desk.NewAsync(host);
        await desk.Upload([Desk.Call(Desk.Phone())]);
        await host.ShouldHoldEveryEvent();
    }

    [Fact]
    public async Task a_key_is_never_made_for_a_ledger_that_has_one_and_a_replaced_one_stays_listed()
    {
        var keys = Directory.CreateTempSubdirectory("evidence-vault-ledger-");
        await using var database = await EmbeddedServices.CreateDatabaseAsync("keys");
        var settings = new Dictionary<string, string> { ["Vault:KeyFile"] = Path.Combine(keys.FullName, "kek.key"), ["Vault:LedgerKeyFile"] = Path.Combine(keys.FullName, "one.key") };
        string first;
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            await Insert(host, "{}");
            await host.Settled();
            first = (await host.Services.GetRequiredService<LedgerReader>().Keys(Ct)).Single().Key.Text;
        }

        settings["Vault:LedgerKeyFile"] = Path.Combine(keys.FullName, "two.key");
        (await Should.ThrowAsync<InvalidOperationException>(() => VaultHost.StartAsync(settings, connections: database.Connections))).Message.ShouldContain("missing");
        Server.Keys.KeyFile.CreateIfMissing(settings["Vault:LedgerKeyFile"]);
        await using (var host = await VaultHost.StartAsync(settings, connections: database.Connections))
        {
            await Insert(host, "{}");
            var checkpoint = await host.Settled();
            checkpoint.Size.ShouldBe(2);
            var listed = await host.Services.GetRequiredService<LedgerReader>().Keys(Ct);
            listed.Select(k => k.Key.Text == first).ShouldBe([true, false]);
            listed.Select(k => k.Until is null).ShouldBe([false, true]);
        }

        settings["Vault:LedgerKeyFile"] = Path.Combine(keys.FullName, "one.key");
        (await Should.ThrowAsync<InvalidOperationException>(() => VaultHost.StartAsync(settings, connections: database.Connections))).Message.ShouldContain("replaced");
        keys.Delete(recursive: true);
    }

    [Fact]
    public async Task a_new_key_waits_for_whoever_is_signing_and_a_server_with_the_old_one_signs_nothing_after_it()
    {
        var keys = Directory.CreateTempSubdirectory("evidence-vault-ledger-");
        await using var database = await EmbeddedServices.CreateDatabaseAsync("rotated");
        Dictionary<string, string> With(string key) => new() { ["Vault:KeyFile"] = Path.Combine(keys.FullName, "kek.key"), ["Vault:LedgerKeyFile"] = Path.Combine(keys.FullName, key) };
        Server.Keys.KeyFile.CreateIfMissing(Path.Combine(keys.FullName, "two.key"));
        await using var host = await VaultHost.StartAsync(With("one.key"), connections: database.Connections);
        var desk = await Desk.NewAsync(host);
        await Insert(host, "{}");
        await host.Settled();

        Task<VaultHost> next;
        await using (var connection = await host.Ledger().OpenConnectionAsync(Ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await using var hold = new Npgsql.NpgsqlCommand("select size from vault.ledger_head for update", connection, transaction);
            await hold.ExecuteScalarAsync(Ct);
            next = Task.Run(() => VaultHost.StartAsync(With("two.key"), connections: database.Connections), Ct);
            await LedgerLook.Until(async () => await host.Number("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%ledger_head%'") > 0, "the new key waits");
            (await host.Number("select count(*) from vault.ledger_key")).ShouldBe(1);
        }

        await using var second = await next;
        (await host.Number("select count(*) from vault.ledger_key")).ShouldBe(2);
        await LedgerLook.Until(() => Task.FromResult(host.Services.GetRequiredService<LedgerState>().Trouble == LedgerState.OtherKey), "the server with the old key knows");
        (await desk.Upload([Desk.Call(Desk.Phone())]))[0].Json.GetProperty("receipt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null, "a replaced key signs no receipt either");
        await second.ShouldHoldEveryEvent();
        var current = await second.LedgerKey();
        SignedNote.Parse((await second.Query("select note from vault.ledger_checkpoint order by size desc limit 1"))[0]).SignersAmong(NoteKey.Parse(current)).ShouldNotBeEmpty();
        (await host.Number("select count(*) from vault.ledger_incident")).ShouldBe(0);
        keys.Delete(recursive: true);
    }

    internal static Task Insert(VaultHost host, string data) => host.Do(
        $$"""
        insert into vault.mt_streams (id, version, timestamp, tenant_id, is_archived) values ('dossier/inserted', 1, now(), 'nobody', false) on conflict do nothing;
        insert into vault.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, is_archived)
        select nextval('vault.mt_events_sequence'), gen_random_uuid(), 'dossier/inserted', coalesce(max(version), 0) + 1, $d${{data}}$d$::jsonb, 'consent.proof-requested', 'nobody', false
        from vault.mt_events where tenant_id = 'nobody' and stream_id = 'dossier/inserted'
        """);

    internal static async Task ForgetPublished(ServiceConnections connections)
    {
        var container = new Azure.Storage.Blobs.BlobContainerClient(connections.Blobs, "evidence-ledger");
        await container.GetBlobClient("latest").DeleteIfExistsAsync(cancellationToken: Ct);
    }

    private static ConsentProofRequested Proof(int number) => new()
    {
        OccurredAt = Instant.FromUtc(2026, 3, 1, 9, 15),
        Party = "party",
        UploadedBy = "party",
        RefMac = $"ref-{number}",
        Consent = new FactRef(new Guid(number, 0, 0, new byte[8])),
    };
}
