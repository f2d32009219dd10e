using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace EvidenceVault.Server.Tests.Store;

/// <summary>Appending in one statement against Marten's own append: the same rows, the same answers.</summary>
public sealed class EventAppendTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task evidence_of_every_type_stands_as_marten_would_have_written_it()
    {
        var desk = await Desk.NewAsync();
        var phones = new[] { Desk.Phone(), Desk.Phone(), Desk.Phone() };
        var items = ItemCase.All.Select((c, i) => c.Full(phones[i % phones.Length], desk.Agency)).ToList<JsonNode>();
        (await desk.Upload(items)).ShouldAllBe(r => r.Status == "accepted");

        var oracle = await AppendAgainByMarten(desk.Host, desk.Principal);

        var streams = "stream_id like 'dossier/%' or stream_id like 'exhibit/%' or stream_id like 'dial-log/%'";
        var rows = await Rows(desk.Host, desk.Principal, streams);
        rows.Count.ShouldBe(items.Count);
        (await Rows(desk.Host, oracle, streams)).ShouldBe(rows);
        (await StreamRows(desk.Host, oracle)).ShouldBe((await StreamRows(desk.Host, desk.Principal)).Where(r => !r.StartsWith("book/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task any_batches_give_the_streams_that_marten_gives()
    {
        var host = await VaultHost.SharedAsync();
        await Gen.Int[0, 6].Array[1, 40].Array[1, 4].SampleAsync(async batches =>
        {
            var (ours, martens) = (VaultHost.Slug("ours"), VaultHost.Slug("martens"));
            var number = 0;
            foreach (var batch in batches)
            {
                var events = batch.Select(stream => (Stream: $"dossier/{stream}", Body: Proof(number++))).ToList();
                await Append(host, ours, events.Select(e => (e.Stream, Guid.NewGuid(), e.Body)));
                await using var session = host.Services.GetRequiredService<IDocumentStore>().LightweightSession(martens);
                foreach (var (stream, body) in events)
                {
                    var e = session.Events.BuildEvent(body);
                    e.SetHeader("annex", "YW5uZXg=");
                    session.Events.Append(stream, e);
                }

                await session.SaveChangesAsync(Ct);
            }

            (await Rows(host, ours)).ShouldBe(await Rows(host, martens));
            (await StreamRows(host, ours)).ShouldBe(await StreamRows(host, martens));
        }, iter: 25, threads: 1);
    }

    [Fact]
    public async Task what_was_appended_is_numbered_in_the_order_it_was_added()
    {
        var (host, tenant) = (await VaultHost.SharedAsync(), VaultHost.Slug("order"));
        var ids = Enumerable.Range(0, 500).Select(_ => Guid.NewGuid()).ToList();
        await Append(host, tenant, ids.Select((id, i) => ($"dossier/{i * 7 % 13}", id, Proof(i))));
        (await host.Query($"select id::text from vault.mt_events where tenant_id = '{tenant}' order by seq_id")).ShouldBe(ids.Select(id => id.ToString()));
    }

    [Fact]
    public async Task events_are_read_back_as_marten_reads_them()
    {
        var (host, tenant) = (await VaultHost.SharedAsync(), VaultHost.Slug("read"));
        await Append(host, tenant, Enumerable.Range(0, 3).Select(i => ("dossier/one", Guid.NewGuid(), Proof(i))));
        await using var session = host.Services.GetRequiredService<IDocumentStore>().QuerySession(tenant);
        var martens = await session.Events.FetchStreamAsync("dossier/one", token: Ct);

        await using var command = Source(host).CreateCommand($"select {StoredEvent.Columns} from vault.mt_events where tenant_id = '{tenant}' order by version");
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var ours = new List<StoredEvent>();
        while (await rows.ReadAsync(Ct)) ours.Add(StoredEvent.Read(rows));

        ours.Select(e => (e.Id, e.Stream, e.Version, e.RecordedAt, e.Data, e.Annex))
            .ShouldBe(martens.Select(e => (e.Id, e.StreamKey!, e.Version, Instant.FromDateTimeOffset(e.Timestamp), e.Data, (string?)"YW5uZXg=")));
        ours.ShouldAllBe(e => e.RecordedAt == At);
    }

    [Fact]
    public async Task an_event_of_a_type_not_known_here_is_not_passed_over()
    {
        var (host, tenant) = (await VaultHost.SharedAsync(), VaultHost.Slug("unknown"));
        await Append(host, tenant, [("dossier/one", Guid.NewGuid(), Proof(1))]);
        await using var command = Source(host).CreateCommand(
            $"select {StoredEvent.Columns.Replace("type", "'consent.dreamt'", StringComparison.Ordinal)} from vault.mt_events where tenant_id = '{tenant}'");
        await using var rows = await command.ExecuteReaderAsync(Ct);
        await rows.ReadAsync(Ct);
        Should.Throw<InvalidOperationException>(() => StoredEvent.Read(rows)).Message.ShouldContain("consent.dreamt");
    }

    [Fact]
    public async Task an_archived_stream_takes_nothing_and_neither_do_the_others_of_its_batch()
    {
        var (host, tenant) = (await VaultHost.SharedAsync(), VaultHost.Slug("archived"));
        await Append(host, tenant, [("dossier/shut", Guid.NewGuid(), Proof(1)), ("dossier/open", Guid.NewGuid(), Proof(2))]);
        await using (var session = host.Services.GetRequiredService<IDocumentStore>().LightweightSession(tenant))
        {
            session.Events.ArchiveStream("dossier/shut");
            await session.SaveChangesAsync(Ct);
        }

        var before = await StreamRows(host, tenant);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Append(host, tenant, [("dossier/open", Guid.NewGuid(), Proof(3)), ("dossier/shut", Guid.NewGuid(), Proof(4))]));
        (await StreamRows(host, tenant)).ShouldBe(before);
        (await Rows(host, tenant)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task an_event_that_is_there_already_is_refused_and_nothing_of_its_batch_is_kept()
    {
        var (host, tenant) = (await VaultHost.SharedAsync(), VaultHost.Slug("twice"));
        var id = Guid.NewGuid();
        await Append(host, tenant, [("dossier/one", id, Proof(1))]);
        var refused = await Should.ThrowAsync<PostgresException>(() => Append(host, tenant, [("dossier/two", Guid.NewGuid(), Proof(2)), ("dossier/one", id, Proof(1))]));
        refused.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        (await Rows(host, tenant)).Count.ShouldBe(1);
        (await StreamRows(host, tenant)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task beside_martens_own_appends_to_the_same_streams_no_version_is_missing_or_double()
    {
        var (host, tenant) = (await VaultHost.SharedAsync(), VaultHost.Slug("beside"));
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await Append(host, tenant, [("dossier/one", Guid.NewGuid(), Proof(0))]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                if (writer % 2 == 0)
                {
                    await Append(host, tenant, [("dossier/one", Guid.NewGuid(), Proof(i)), ("dossier/one", Guid.NewGuid(), Proof(i))]);
                    continue;
                }

                await using var session = store.LightweightSession(tenant);
                await session.Events.AppendExclusive("dossier/one", Ct, Proof(i));
                await session.SaveChangesAsync(Ct);
            }
        }, Ct)));
        (await host.Query($"select e.version::text from vault.mt_events e where tenant_id = '{tenant}' order by e.version")).ShouldBe(Enumerable.Range(1, 121).Select(v => $"{v}"));
        (await host.Query($"select version::text from vault.mt_streams where tenant_id = '{tenant}'")).ShouldBe(["121"]);
    }

    // Finer than the store keeps it.
    private static readonly Instant Stated = Instant.FromUtc(2026, 3, 1, 9, 15) + Duration.FromNanoseconds(123_456_789);
    private static readonly Instant At = Instant.FromUtc(2026, 3, 1, 9, 15) + Duration.FromNanoseconds(123_456_000);

    private static ConsentProofRequested Proof(int number) =>
        new() { OccurredAt = At, Party = "party", UploadedBy = "party", RefMac = $"ref-{number}", Consent = new FactRef(new Guid(number, 0, 0, new byte[8])) };

    private static NpgsqlDataSource Source(VaultHost host) => host.Services.GetRequiredService<VaultDatabase>().Source;

    private static async Task Append(VaultHost host, string tenant, IEnumerable<(string Stream, Guid Id, ConsentProofRequested Body)> events)
    {
        await using var connection = await Source(host).OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        var append = new EventAppend(host.Services.GetRequiredService<EventNames>(), tenant, Stated);
        foreach (var (stream, id, body) in events)
            append.Add(stream, id, body, JsonOf(host, body), """{"annex": "YW5uZXg="}"""u8.ToArray());
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { append.ToCommand() } };
        await batch.ExecuteNonQueryAsync(Ct);
        append.Check(batch.BatchCommands[0]);
        await transaction.CommitAsync(Ct);
    }

    private static byte[] JsonOf(VaultHost host, object body) => Encoding.UTF8.GetBytes(host.Services.GetRequiredService<IDocumentStore>().Options.Serializer().ToJson(body));

    // The same bodies and headers, in the same order, in another tenant; ids stand once in the store, so these have others.
    private static async Task<string> AppendAgainByMarten(VaultHost host, string principal)
    {
        var (store, oracle) = (host.Services.GetRequiredService<IDocumentStore>(), VaultHost.Slug("oracle"));
        await using var read = store.QuerySession(principal);
        var events = (await read.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync(Ct)).Where(e => !e.StreamKey!.StartsWith("book/", StringComparison.Ordinal));
        await using var write = store.LightweightSession(oracle);
        foreach (var e in events)
        {
            var again = write.Events.BuildEvent(e.Data);
            foreach (var (name, value) in e.Headers!) again.SetHeader(name, value!);
            write.Events.Append(e.StreamKey!, again);
        }

        await write.SaveChangesAsync(Ct);
        return oracle;
    }

    private static Task<IReadOnlyList<string>> Rows(VaultHost host, string tenant, string where = "true") => host.Query(
        $"""
        select concat_ws(' ', stream_id, version, type, mt_dotnet_type, is_archived, bdata is null, headers, data)
        from vault.mt_events where tenant_id = '{tenant}' and ({where}) order by stream_id, version
        """);

    private static Task<IReadOnlyList<string>> StreamRows(VaultHost host, string tenant) => host.Query(
        $"select concat_ws(' ', id, coalesce(type, 'none'), version, is_archived, compacted_version) from vault.mt_streams where tenant_id = '{tenant}' order by id");
}
