using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <remarks>Not beside other tests: what they allocate would count as its own.</remarks>
[Collection("alone")]
public sealed class StoreContentTests(ExhibitHost host) : IClassFixture<ExhibitHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(480_000)]
    [InlineData(4 << 20)]
    [InlineData((8 << 20) + 1)]
    public async Task announced_content_is_kept_and_given_back_unchanged(int size)
    {
        var content = ExhibitHost.Bytes(size);
        var id = await host.Announce(content);
        using var client = host.ClientOf();

        using var put = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct);

        put.StatusCode.ShouldBe(HttpStatusCode.Created);
        var state = await put.Json();
        state.GetProperty("state").GetString().ShouldBe("stored");
        state.GetProperty("storedAt").GetString().ShouldNotBeNull();
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(content);
        var stored = (await host.EventsOf(id)).Select(e => e.Data).OfType<ExhibitStored>().ShouldHaveSingleItem();
        stored.ShouldBe(stored with { Exhibit = id, UploadedBy = ExhibitHost.Agency, Size = size, Sha256 = ExhibitHost.HashOf(content) });
        (await host.UnfinishedUploads(id)).ShouldBe(0);
    }

    [Fact]
    public async Task an_empty_file_can_be_evidence_too()
    {
        var id = await host.StoreNew([]);
        using var client = host.ClientOf();
        using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);
        got.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await got.Content.ReadAsByteArrayAsync(Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(4 << 20)]
    [InlineData(9 << 20)]
    public async Task content_with_another_hash_is_refused_and_nothing_of_it_is_kept(int size)
    {
        var content = ExhibitHost.Bytes(size);
        var id = await host.Announce(content);
        var before = await host.BlobNames();
        var other = (byte[])content.Clone();
        other[^1] ^= 1;
        using var client = host.ClientOf();

        using var put = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(other), Ct);

        var detail = await put.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "content-mismatch");
        detail.ShouldContain(ExhibitHost.HashOf(content));
        detail.ShouldContain(ExhibitHost.HashOf(other));
        await ShouldStillBeAwaited(id, before);
    }

    [Theory]
    [InlineData(9 << 20, 1)]
    [InlineData(9 << 20, -1)]
    [InlineData(1000, 1)]
    [InlineData(1000, -1)]
    [InlineData(0, 1)]
    [InlineData(1000, -1000)]
    public async Task content_of_another_size_is_refused_whether_or_not_the_request_states_it(int size, int difference)
    {
        var content = ExhibitHost.Bytes(size);
        var id = await host.Announce(content);
        var before = await host.BlobNames();
        var other = ExhibitHost.Bytes(size + difference);
        using var client = host.ClientOf();
        foreach (var stated in new[] { true, false })
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, ExhibitHost.ContentOf(id)) { Content = new ByteArrayContent(other) };
            if (!stated) request.Headers.TransferEncodingChunked = true;

            using var put = await client.SendAsync(request, Ct);

            (await put.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "content-mismatch")).ShouldContain($"{size} bytes");
        }

        await ShouldStillBeAwaited(id, before);
    }

    [Fact]
    public async Task after_a_refusal_the_right_content_is_still_welcome()
    {
        var content = ExhibitHost.Bytes(5 << 20);
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        using var wrong = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(ExhibitHost.Bytes(5 << 20, seed: 2)), Ct);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var right = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct);
        right.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task the_same_content_again_is_no_second_one_and_another_one_is_refused()
    {
        var content = ExhibitHost.Bytes(5 << 20);
        var id = await host.StoreNew(content);
        var before = await host.BlobNames();
        using var client = host.ClientOf();

        using var again = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct);
        using var other = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(ExhibitHost.Bytes(5 << 20, seed: 2)), Ct);
        using var shorter = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(ExhibitHost.Bytes(5)), Ct);

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        await other.ShouldBeProblem(HttpStatusCode.Conflict, "content-already-stored");
        await shorter.ShouldBeProblem(HttpStatusCode.Conflict, "content-already-stored");
        (await host.EventsOf(id)).Count(e => e.Data is ExhibitStored).ShouldBe(1);
        (await host.BlobNames()).ShouldBe(before);
    }

    [Fact]
    public async Task of_uploads_at_once_one_counts_and_the_others_leave_nothing()
    {
        var content = ExhibitHost.Bytes(6 << 20);
        var id = await host.Announce(content);
        var before = await host.BlobNames();
        using var client = host.ClientOf();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct)));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(3);
        (await host.EventsOf(id)).Count(e => e.Data is ExhibitStored).ShouldBe(1);
        (await host.BlobNames()).Except(before).ShouldBe([await host.BlobOf(id)]);
        (await host.UnfinishedUploads(id)).ShouldBe(0);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task what_is_not_the_callers_does_not_exist()
    {
        var content = ExhibitHost.Bytes(100);
        var id = await host.Announce(content);
        using var otherAgency = host.ClientOf(party: ExhibitHost.OtherAgency);
        using var otherPrincipal = host.ClientOf(ExhibitHost.OtherPrincipal, party: null);
        using var staff = host.ClientOf(party: null);

        foreach (var (client, address) in new[]
                 {
                     (otherAgency, ExhibitHost.ContentOf(id)),
                     (otherPrincipal, ExhibitHost.ContentOf(id)),
                     (otherPrincipal, ExhibitHost.ContentOf(id, ExhibitHost.OtherPrincipal)),
                     (staff, ExhibitHost.ContentOf("never-announced")),
                 })
        {
            using var refused = await client.PutAsync(address, new ByteArrayContent(content), Ct);
            await refused.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        }

        using var taken = await staff.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct);
        taken.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("evidence:read", "PUT")]
    [InlineData("evidence:read", "GET")]
    [InlineData("evidence:write", "GET")]
    public async Task a_key_without_the_scope_neither_stores_nor_listens(string scope, string method)
    {
        var id = await host.Announce(ExhibitHost.Bytes(100));
        using var client = host.ClientWith(await host.Vault.CreateKeyAsync(null, ExhibitHost.Agency, [scope]));
        using var request = new HttpRequestMessage(new HttpMethod(method), ExhibitHost.ContentOf(id));
        using var refused = await client.SendAsync(request, Ct);
        await refused.ShouldBeProblem(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task parts_and_encodings_are_refused_rather_than_misread()
    {
        var content = ExhibitHost.Bytes(100);
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        using var part = new ByteArrayContent(content);
        part.Headers.ContentRange = new ContentRangeHeaderValue(0, 99, 200);
        using var packed = new ByteArrayContent(content);
        packed.Headers.ContentEncoding.Add("gzip");

        using var partial = await client.PutAsync(ExhibitHost.ContentOf(id), part, Ct);
        using var encoded = await client.PutAsync(ExhibitHost.ContentOf(id), packed, Ct);

        await partial.ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request");
        await encoded.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task more_than_two_gibibytes_is_refused_unread()
    {
        var id = await host.Announce([], size: (2L << 30) + 1, sha256: new string('0', 64));
        using var client = host.ClientOf();
        using var request = new HttpRequestMessage(HttpMethod.Put, ExhibitHost.ContentOf(id)) { Content = new GeneratedContent((2L << 30) + 1) };
        request.Headers.ExpectContinue = true;
        using var refused = await client.SendAsync(request, Ct);
        await refused.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task a_client_cut_off_leaves_nothing_and_may_try_again()
    {
        var content = ExhibitHost.Bytes(20 << 20);
        var id = await host.Announce(content);
        var before = await host.BlobNames();
        using var client = host.ClientOf();
        var broken = new BrokenStream(content, stopAt: 13 << 20);

        await Should.ThrowAsync<HttpRequestException>(() => client.PutAsync(ExhibitHost.ContentOf(id), new StreamContent(broken), Ct));

        await Eventually(async () => await host.UnfinishedUploads(id) == 0);
        await ShouldStillBeAwaited(id, before);
        using var retried = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(content), Ct);
        retried.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_large_upload_and_download_take_little_memory()
    {
        const long size = 256L << 20;
        var id = await host.Announce([], size: size, sha256: GeneratedContent.HashOf(size));
        using var client = host.ClientOf();
        // Warm up, so that pools and code are there.
        await host.StoreNew(ExhibitHost.Bytes(9 << 20));
        var sampled = new PeakMemory();

        using (var put = await client.PutAsync(ExhibitHost.ContentOf(id), new GeneratedContent(size), Ct)) put.StatusCode.ShouldBe(HttpStatusCode.Created);
        using (var got = await client.GetAsync(ExhibitHost.ContentOf(id), HttpCompletionOption.ResponseHeadersRead, Ct))
        await using (var stream = await got.Content.ReadAsStreamAsync(Ct))
            Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, Ct)).ShouldBe(GeneratedContent.HashOf(size));

        (await sampled.Growth()).ShouldBeLessThan(100L << 20);
    }

    [Fact]
    public async Task neither_content_nor_names_lie_readable_in_the_store()
    {
        var marker = Encoding.ASCII.GetBytes("ja-u-mag-mij-bellen-over-stroom-" + new string('x', 64));
        var id = await host.StoreNew(Enumerable.Repeat(marker, 50_000).SelectMany(x => x).ToArray());

        var blob = host.Container.GetBlobClient(await host.BlobOf(id));
        var raw = (await blob.DownloadContentAsync(Ct)).Value;

        raw.Content.ToArray().AsSpan().IndexOf(marker.AsSpan(0, 16)).ShouldBe(-1);
        var metadata = string.Join(' ', raw.Details.Metadata.Select(m => m.Key + m.Value));
        metadata.ShouldContain("AES_GCM_256");
        foreach (var telling in new[] { id, ExhibitHost.Principal, ExhibitHost.Agency, "ogg" }) (blob.Name + metadata).ShouldNotContain(telling);
    }

    private async Task ShouldStillBeAwaited(string id, IReadOnlyList<string> blobsBefore)
    {
        using var client = host.ClientOf();
        using var state = await client.GetAsync(ExhibitHost.StateOf(id), Ct);
        (await state.Json()).GetProperty("state").GetString().ShouldBe("awaited");
        (await host.EventsOf(id)).ShouldHaveSingleItem();
        (await host.UnfinishedUploads(id)).ShouldBe(0);
        (await host.BlobNames()).ShouldBe(blobsBefore);
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 100 && !await condition(); i++) await Task.Delay(100, Ct);
        (await condition()).ShouldBeTrue();
    }
}
