using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Server.Tests.Infrastructure;

namespace EvidenceVault.Server.Tests.WholeRun;

/// <summary>A server killed in the middle of an upload in parts: what it said it kept, it kept, and the upload goes on from there.</summary>
public sealed class ResumedUploadTests
{
    private const int Size = (22 << 20) + 123;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task an_upload_outlives_servers_killed_between_and_within_parts(int seed)
    {
        await using var vault = await RunningVault.StartAsync();
        var random = new Random(seed);
        var content = new byte[Size];
        random.NextBytes(content);
        var id = $"VL-K-{seed}";
        await vault.Staff.PutAsync($"/v1/principals/{RunningVault.Principal}/exhibits/{id}", new
        {
            kind = "voicelog",
            purposes = new[] { "call" },
            contentType = "audio/ogg",
            size = Size,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            recordedAt = "2026-09-01T10:15:00+02:00",
        }).Expect(HttpStatusCode.Created);
        var address = $"/v1/principals/{RunningVault.Principal}/exhibits/{id}/content";

        // Within a part, some way into it, until nearly all of it is there.
        var said = 0L;
        for (var kills = 0; kills < 3; kills++)
        {
            var offset = await Offset(vault.Staff, address);
            offset.ShouldBeGreaterThanOrEqualTo(said);
            var killAt = random.Next(100_000, 5 << 20);
            await Should.ThrowAsync<HttpRequestException>(() => Append(vault.Staff, address, offset, new StreamContent(new KillingStream(content, (int)offset, killAt, vault.Server))));
            await vault.Server.StartAgainAsync(Ct);

            // Between parts: what was answered is there.
            offset = await Offset(vault.Staff, address);
            using (var part = await Append(vault.Staff, address, offset, new ByteArrayContent(content, (int)offset, 1_000))) said = OffsetOf(part);
            said.ShouldBe(offset + 1_000);
            vault.Server.Kill();
            await vault.Server.StartAgainAsync(Ct);
            (await Offset(vault.Staff, address)).ShouldBe(said);
        }

        said.ShouldBeLessThan(Size);
        using (var last = await Append(vault.Staff, address, said, new ByteArrayContent(content, (int)said, Size - (int)said))) last.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await vault.Staff.GetByteArrayAsync(new Uri(address, UriKind.Relative), Ct)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await vault.Query("select blob from vault.exhibit_part")).ShouldBeEmpty();
        // Nothing lies there that the sweep does not know of.
        var known = await vault.Query("select data ->> 'blob' from vault.mt_events where type = 'exhibit.stored' union all select blob from vault.exhibit_upload");
        (await vault.BlobNames()).ShouldBeSubsetOf(known);
    }

    private static async Task<HttpResponseMessage> Append(HttpClient client, string address, long offset, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = content };
        request.Headers.TryAddWithoutValidation("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        return await client.SendAsync(request, Ct);
    }

    private static async Task<long> Offset(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var response = await client.SendAsync(request, Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return OffsetOf(response);
    }

    private static long OffsetOf(HttpResponseMessage response) => long.Parse(response.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);

    /// <summary>The content from a byte on, which kills the server when so much of it was read.</summary>
    private sealed class KillingStream(byte[] content, int from, int killAt, ServerProcess server) : MemoryStream(content, from, content.Length - from)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position > killAt && server.IsRunning)
            {
                // What was sent so far is on its way to the store.
                await Task.Delay(20, cancellationToken);
                server.Kill();
            }

            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 64 << 10)], cancellationToken);
        }
    }
}
