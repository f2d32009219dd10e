using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Exhibits;

public sealed class BlobOutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_blob_server_that_dies_during_an_upload_costs_a_retry_and_no_more()
    {
        await using var services = await PrivateServices.StartAsync();
        await using var host = await ExhibitHost.Start(services.Connections);
        var content = ExhibitHost.Bytes(24 << 20);
        var id = await host.Announce(content);
        using var client = host.ClientOf();

        using (var failed = await client.PutAsync(ExhibitHost.ContentOf(id), new StreamContent(new KillingStream(content, services)), Ct))
            await failed.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        (await host.EventsOf(id)).ShouldHaveSingleItem();

        var clock = Stopwatch.StartNew();
        using (var refused = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct))
        {
            await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));

        await services.StartAgainAsync();
        using (var retried = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct)) retried.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(content);

        // What could not be removed while the store was down is removed by the sweep, and what counts is not.
        await host.Uploads.Sweep(Instant.MaxValue, Ct);
        (await host.UnfinishedUploads(id)).ShouldBe(0);
        (await host.BlobNames()).ShouldBe([await host.BlobOf(id)]);
    }

    [Fact]
    public async Task a_blob_server_that_dies_between_parts_costs_none_that_were_kept()
    {
        await using var services = await PrivateServices.StartAsync();
        await using var host = await ExhibitHost.Start(services.Connections);
        var content = ExhibitHost.Bytes(9 << 20);
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, content.AsMemory(0, 5 << 20))).Dispose();
        // A killed Azurite forgets its last five seconds.
        await Task.Delay(TimeSpan.FromSeconds(6), Ct);
        await services.KillBlob();

        // Neither another part nor the last one is taken, and neither changes what is there.
        foreach (var end in new[] { 6 << 20, 9 << 20 })
        {
            using var refused = await client.Append(id, 5 << 20, content.AsMemory(5 << 20, end - (5 << 20)));
            await refused.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            (await client.Offset(id)).ShouldBe(5 << 20);
        }

        await services.StartAgainAsync();
        using (var last = await client.Append(id, 5 << 20, content.AsMemory(5 << 20))) last.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(content);
        await host.Uploads.Sweep(Instant.MaxValue, Ct);
        (await host.BlobNames()).ShouldBe([await host.BlobOf(id)]);
    }

    [Fact]
    public async Task a_dead_blob_server_answers_unavailable_to_listeners_and_notes_no_read()
    {
        await using var services = await PrivateServices.StartAsync();
        await using var host = await ExhibitHost.Start(services.Connections);
        var id = await host.StoreNew(ExhibitHost.Bytes(1000));
        await services.KillBlob();
        using var client = host.ClientOf();
        using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);
        await got.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        (await host.EventsOf(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_blob_whose_event_never_came_is_swept_once_it_is_old()
    {
        await using var host = await ExhibitHost.Start();
        var kept = await host.StoreNew(ExhibitHost.Bytes(10));
        var id = await host.Announce(ExhibitHost.Bytes(1000));
        // As far as a server gets that crashes between the blob's commit and the event's.
        var orphan = await host.Uploads.Begin(ExhibitHost.Principal, id, Ct);
        await host.Blobs.Put(orphan, RandomNumberGenerator.GetBytes(32), new MemoryStream(ExhibitHost.Bytes(1000)), Ct);
        var now = SystemClock.Instance.GetCurrentInstant();

        (await host.Uploads.Sweep(now - Duration.FromHours(24), Ct)).ShouldBe(0);
        (await host.BlobNames()).ShouldContain(orphan);
        (await host.Uploads.Sweep(now + Duration.FromMinutes(1), Ct)).ShouldBe(1);
        (await host.BlobNames()).ShouldBe([await host.BlobOf(kept)]);
    }

    [Fact]
    public async Task an_upload_swept_before_its_end_cannot_count_any_more()
    {
        await using var host = await ExhibitHost.Start();
        var id = await host.Announce(ExhibitHost.Bytes(1000));
        var blob = await host.Uploads.Begin(ExhibitHost.Principal, id, Ct);
        await host.Uploads.Sweep(SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(1), Ct);

        await using var connection = await host.Services.GetRequiredService<VaultDatabase>().Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        (await EvidenceVault.Server.Exhibits.Uploads.End(transaction, blob, Ct)).ShouldBeFalse();
    }

    /// <summary>Kills the blob server when half of it was read.</summary>
    private sealed class KillingStream(byte[] content, PrivateServices services) : MemoryStream(content)
    {
        private bool _killed;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_killed && Position > Length / 2)
            {
                _killed = true;
                await services.KillBlob();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
