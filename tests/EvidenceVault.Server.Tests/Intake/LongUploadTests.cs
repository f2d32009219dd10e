using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Intake.Progress;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace EvidenceVault.Server.Tests.Intake;

/// <summary>Uploads that go on for long, and what may end them.</summary>
public sealed class LongUploadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_revoked_key_hands_in_nothing_more_through_an_upload_that_is_open()
    {
        var desk = await Desk.NewAsync();
        var key = (await desk.Staff.PostAsync("/v1/keys", new { principal = desk.Principal, name = "stolen" }).Expect(HttpStatusCode.Created)).Body;
        using var thief = desk.Host.Client(key.GetProperty("key").GetString());
        using var upload = await RawUpload.StartAsync(desk.Host.Address, desk.Evidence, thief, TestContext.Current.CancellationToken);
        await upload.SendAsync(Desk.Call(Desk.Phone()).ToJsonString() + "\n");
        await upload.ReadAsync(results: 1);
        (await desk.Staff.DeleteAsync(new Uri($"/v1/keys/{key.GetProperty("id").GetString()}", UriKind.Relative), Ct)).EnsureSuccessStatusCode();
        await Task.Delay(TimeSpan.FromSeconds(2.1), Ct);
        await upload.SendAsync(Desk.Call(Desk.Phone()).ToJsonString() + "\n");
        ItemAnswer.ReadAll(await upload.ReadAsync(results: 2)).Select(r => (r.Told, r.IsLast)).ShouldBe([("accepted", false), ("unauthenticated", true)]);
        (await desk.CountOfFacts()).ShouldBe(1);
    }

    [Fact]
    public async Task an_upload_broken_off_by_what_is_no_chunk_says_where()
    {
        var desk = await Desk.NewAsync();
        using var upload = await RawUpload.StartAsync(desk.Host.Address, desk.Evidence, desk.Staff, TestContext.Current.CancellationToken);
        await upload.SendAsync(Desk.Call(Desk.Phone()).ToJsonString() + "\n");
        await upload.ReadAsync(results: 1);
        await upload.BreakAsync();
        ItemAnswer.ReadAll(await upload.ReadAsync(results: 2)).Select(r => (r.Line, r.Told, r.IsLast)).ShouldBe([(1, "accepted", false), (2, "bad-request", true)]);
    }

    [Fact(Timeout = 60_000)]
    public async Task where_results_cannot_be_kept_the_upload_ends()
    {
        var host = await VaultHost.SharedAsync();
        var context = new DefaultHttpContext { RequestServices = host.Services };
        var progress = new UploadProgress(new(Guid.NewGuid(), "nobody", UploadFormat.Ndjson, false, NodaTime.Instant.FromUtc(2026, 9, 1, 1, 0), null));
        var upload = new EvidenceUpload(new Endless(), (_, _) => ValueTask.FromResult<(string?, Task<ItemOutcome>)>((null, Task.FromResult(ItemOutcome.Readable))), new FullDisk(), progress, UploadWatch.Over(context));
        await Should.ThrowAsync<IOException>(() => upload.ExecuteAsync(context));
        progress.At(NodaTime.Instant.MaxValue).State.ShouldBe(UploadState.CutOff);
    }

    [Fact(Timeout = 60_000)]
    public async Task a_look_at_an_upload_that_fails_is_not_the_end_of_looking_after_it()
    {
        var lines = new LogLines();
        await using var host = await VaultHost.StartAsync(services: lines.Replace);
        var context = new DefaultHttpContext { RequestServices = host.Services };
        var watch = UploadWatch.Over(context);
        // What it looks at is gone.
        context.Uninitialize();
        bool HasFailed() => lines.All.Any(line => line.Contains("could not be looked after", StringComparison.Ordinal));
        for (var until = DateTime.UtcNow.AddSeconds(20); !HasFailed() && DateTime.UtcNow < until;) await Task.Delay(100, Ct);
        HasFailed().ShouldBeTrue();
        await watch.DisposeAsync();
        Should.Throw<ObjectDisposedException>(() => watch.Reading);
    }

    private sealed class Endless : IUploadSource
    {
        public long BytesRead => 0;

        public async IAsyncEnumerable<UploadedItem> Read(HttpRequest request, [EnumeratorCancellation] CancellationToken ct)
        {
            for (var line = 1L; ; line++)
            {
                await Task.Yield();
                ct.ThrowIfCancellationRequested();
                yield return new(line, JsonDocument.Parse("{}"), null, 2);
            }
        }
    }

    private sealed class FullDisk : IResultFormat
    {
        public void Describe(HttpResponse response)
        {
            // Nothing to say.
        }

        public void Start(IBufferWriter<byte> answer)
        {
            // So far so good.
        }

        public void Write(IBufferWriter<byte> answer, long line, string? reference, ItemOutcome outcome) => throw new IOException("No space left on device.");

        public void End(IBufferWriter<byte> answer, ResultTotals totals) => throw new IOException("No space left on device.");

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
