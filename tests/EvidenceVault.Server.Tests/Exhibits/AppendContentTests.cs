using System.Net;
using System.Net.Http.Headers;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>Content that comes in parts.</summary>
public sealed class AppendContentTests(ExhibitHost host) : IClassFixture<ExhibitHost>
{
    private static readonly byte[] Content = ExhibitHost.Bytes((9 << 20) + 5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task parts_in_order_become_the_stored_content()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        (await client.Offset(id)).ShouldBe(0);

        using var first = await client.Append(id, 0, Content.AsMemory(0, 1_000));
        using var second = await client.Append(id, 1_000, Content.AsMemory(1_000, 8 << 20));
        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.Accepted));
        (first.UploadOffset(), second.UploadOffset()).ShouldBe((1_000, 1_000 + (8 << 20)));
        (await client.Offset(id)).ShouldBe(1_000 + (8 << 20));
        (await host.EventsOf(id)).ShouldHaveSingleItem();

        using var last = await client.Append(id, 1_000 + (8 << 20), Content.AsMemory(1_000 + (8 << 20)));

        last.StatusCode.ShouldBe(HttpStatusCode.Created);
        last.UploadOffset().ShouldBe(Content.Length);
        last.Headers.Location!.ToString().ShouldEndWith($"/exhibits/{id}");
        (await last.Json()).GetProperty("state").GetString().ShouldBe("stored");
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(Content);
        (await host.EventsOf(id)).Select(e => e.Data).OfType<ExhibitStored>().ShouldHaveSingleItem().UploadedBy.ShouldBe(ExhibitHost.Agency);
        await ShouldHaveLeftOnly(id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task the_whole_in_one_part_is_taken_whether_or_not_its_length_is_stated(bool stated)
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        using var whole = await client.Append(id, 0, Content, chunked: !stated);
        whole.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(Content);
    }

    [Fact]
    public async Task an_empty_file_and_an_empty_part_are_taken_too()
    {
        var nothing = await host.Announce([]);
        var something = await host.Announce(Content);
        using var client = host.ClientOf();
        using var empty = await client.Append(nothing, 0, ReadOnlyMemory<byte>.Empty);
        using var none = await client.Append(something, 0, ReadOnlyMemory<byte>.Empty);
        empty.StatusCode.ShouldBe(HttpStatusCode.Created);
        none.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        none.UploadOffset().ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(101)]
    [InlineData(5_000_000_000)]
    public async Task a_part_that_belongs_elsewhere_is_told_where_it_goes_on_and_changes_nothing(long offset)
    {
        var content = Content[..1_000];
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, content.AsMemory(0, 100))).Dispose();

        using var elsewhere = await client.Append(id, offset, content.AsMemory(0, 100));

        await elsewhere.ShouldBeProblem(HttpStatusCode.Conflict, "upload-offset-mismatch");
        elsewhere.UploadOffset().ShouldBe(100);
        using var rest = await client.Append(id, 100, content.AsMemory(100));
        rest.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(content);
    }

    [Fact]
    public async Task head_of_stored_content_tells_the_whole_offset_beside_what_get_would_answer()
    {
        var id = await host.StoreNew(Content[..1_000]);
        using var client = host.ClientOf();
        using var request = new HttpRequestMessage(HttpMethod.Head, ExhibitHost.ContentOf(id)) { Headers = { Range = new(10, 19) } };
        using var head = await client.SendAsync(request, Ct);
        head.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (head.UploadOffset(), head.Header("Upload-Length"), head.Content.Headers.ContentLength).ShouldBe((1_000, "1000", 10));
        head.Headers.ETag.ShouldNotBeNull();
    }

    [Fact]
    public async Task head_of_awaited_content_tells_how_much_came_and_get_still_that_it_is_not_there()
    {
        var id = await host.Announce(Content[..1_000]);
        using var client = host.ClientOf();
        (await client.Append(id, 0, Content.AsMemory(0, 10))).Dispose();
        using var request = new HttpRequestMessage(HttpMethod.Head, ExhibitHost.ContentOf(id));
        using var head = await client.SendAsync(request, Ct);
        head.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (head.UploadOffset(), head.Header("Upload-Length")).ShouldBe((10, "1000"));
        head.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);
        await got.ShouldBeProblem(HttpStatusCode.Conflict, "content-not-stored");
    }

    [Fact]
    public async Task parts_of_another_file_are_refused_at_the_end_and_nothing_of_them_is_kept()
    {
        var content = Content[..1_000];
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, ExhibitHost.Bytes(500, seed: 2))).Dispose();

        using var last = await client.Append(id, 500, content.AsMemory(500));

        (await last.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "content-mismatch")).ShouldContain(ExhibitHost.HashOf(content));
        last.UploadOffset().ShouldBe(0);
        await ShouldStillBeAwaited(id);
        (await client.Append(id, 0, content.AsMemory(0, 500))).Dispose();
        using var again = await client.Append(id, 500, content.AsMemory(500));
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(1_000, 501, true)]
    [InlineData(1_000, 501, false)]
    [InlineData(5 << 20, 5 << 20, true)]
    [InlineData(5 << 20, 5 << 20, false)]
    public async Task a_part_beyond_the_announced_size_is_refused_and_nothing_is_kept(int size, int second, bool stated)
    {
        var content = Content[..size];
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, content.AsMemory(0, 500))).Dispose();

        using var beyond = await client.Append(id, 500, ExhibitHost.Bytes(second), chunked: !stated);

        (await beyond.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "content-mismatch")).ShouldContain($"{size} bytes");
        await ShouldStillBeAwaited(id);
    }

    [Fact]
    public async Task what_came_of_a_part_that_broke_off_is_kept_and_head_tells_how_much()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        const int stopAt = 6 << 20;

        await Should.ThrowAsync<HttpRequestException>(() => client.Append(id, 0, new StreamContent(new BrokenStream(Content, stopAt))));

        // Also what filled no piece of its own is kept, once the server sees that no more comes.
        await Eventually.True(async () => await client.Offset(id) > 4 << 20);
        var offset = (int)await client.Offset(id);
        offset.ShouldBeLessThanOrEqualTo(stopAt);
        using var rest = await client.Append(id, offset, Content.AsMemory(offset));
        rest.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(Content);
        await ShouldHaveLeftOnly(id);
    }

    [Fact]
    public async Task of_two_clients_at_once_one_adds_and_the_other_is_told_to_look_again()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        var slow = new[] { new Turnstile(Content[..1_000]), new Turnstile(Content[..2_000]) };
        // Both are let in at offset 0, and only then does the body of either come.
        var answers = slow.Select(body => client.Append(id, 0, new StreamContent(body))).ToArray();
        foreach (var body in slow) await body.Asked;
        await Task.Delay(300, Ct);
        foreach (var body in slow) body.Open();
        using var first = await answers[0];
        using var second = await answers[1];

        var (won, lost) = first.StatusCode == HttpStatusCode.Accepted ? (first, second) : (second, first);
        won.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await lost.ShouldBeProblem(HttpStatusCode.Conflict, "upload-offset-mismatch");
        (lost.UploadOffset(), await client.Offset(id)).ShouldBe((won.UploadOffset(), won.UploadOffset()));
        (await host.PartsOf(id)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_last_part_that_others_got_ahead_of_loses_none_of_theirs()
    {
        var content = Content[..1_000];
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        var body = new Turnstile(content);
        var whole = client.Append(id, 0, new StreamContent(body));
        await body.Asked;
        await Task.Delay(300, Ct);
        (await client.Append(id, 0, content.AsMemory(0, 10))).Dispose();
        body.Open();
        using var late = await whole;
        await late.ShouldBeProblem(HttpStatusCode.Conflict, "upload-offset-mismatch");
        (late.UploadOffset(), await client.Offset(id)).ShouldBe((10, 10));
    }

    [Fact]
    public async Task of_many_that_send_the_last_part_at_once_the_file_is_stored_once()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        const int from = 8 << 20;
        (await client.Append(id, 0, Content.AsMemory(0, from))).Dispose();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.Append(id, from, Content.AsMemory(from))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created || a.StatusCode == HttpStatusCode.OK || a.StatusCode == HttpStatusCode.Conflict);
        answers.ShouldAllBe(a => a.UploadOffset() == Content.Length);
        (await host.EventsOf(id)).Count(e => e.Data is ExhibitStored).ShouldBe(1);
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(Content);
        await ShouldHaveLeftOnly(id);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task sent_again_after_it_is_stored_nothing_changes_and_the_offset_says_that_it_is_done()
    {
        var content = Content[..1_000];
        var id = await host.StoreNew(content);
        using var client = host.ClientOf();
        using var end = await client.Append(id, 1_000, ReadOnlyMemory<byte>.Empty);
        using var last = await client.Append(id, 500, content.AsMemory(500));
        using var more = await client.Append(id, 1_000, content);
        end.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var answer in new[] { last, more })
        {
            await answer.ShouldBeProblem(HttpStatusCode.Conflict, "upload-offset-mismatch");
            answer.UploadOffset().ShouldBe(1_000);
        }

        (await host.EventsOf(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task the_whole_by_put_beside_an_unfinished_upload_is_stored_and_its_parts_go()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, Content.AsMemory(0, 5 << 20))).Dispose();
        (await host.PartsOf(id)).Count.ShouldBe(2);

        using (var wrong = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(ExhibitHost.Bytes(Content.Length, seed: 2)), Ct))
            await wrong.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "content-mismatch");
        (await client.Offset(id)).ShouldBe(5 << 20);

        using (var put = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(Content), Ct)) put.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(Content);
        await ShouldHaveLeftOnly(id);
    }

    [Fact]
    public async Task a_part_that_arrives_after_the_whole_was_stored_leaves_nothing()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        var body = new Turnstile(Content[..1_000]);
        var late = client.Append(id, 0, new StreamContent(body));
        await body.Asked;
        using (var put = await client.PutAsync(ExhibitHost.ContentOf(id), new ByteArrayContent(Content), Ct)) put.StatusCode.ShouldBe(HttpStatusCode.Created);
        body.Open();
        using var answer = await late;
        await answer.ShouldBeProblem(HttpStatusCode.Conflict, "upload-offset-mismatch");
        answer.UploadOffset().ShouldBe(Content.Length);
        await ShouldHaveLeftOnly(id);
    }

    [Fact]
    public async Task what_nobody_went_on_with_is_gone_after_its_time_and_not_before()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, Content.AsMemory(0, 100))).Dispose();
        var blob = (await host.PartsOf(id)).Single();
        var parts = host.Services.GetRequiredService<UploadParts>();
        var now = SystemClock.Instance.GetCurrentInstant();

        await parts.Sweep(now - Duration.FromHours(1), Ct);
        (await client.Offset(id)).ShouldBe(100);
        await parts.Sweep(now + Duration.FromMinutes(1), Ct);
        await host.Uploads.Sweep(now + Duration.FromMinutes(1), Ct);

        (await client.Offset(id)).ShouldBe(0);
        (await host.BlobNames()).ShouldNotContain(blob);
        await ShouldStillBeAwaited(id);
        SweepUploads.LongestPause.ShouldBeLessThan(Duration.FromHours(24));
    }

    [Fact]
    public async Task a_new_part_makes_the_whole_upload_young_again()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, Content.AsMemory(0, 100))).Dispose();
        await host.Execute("update vault.exhibit_part set received_at = received_at - interval '25 hours' where exhibit = $1", id);
        (await client.Append(id, 100, Content.AsMemory(100, 100))).Dispose();
        await host.Services.GetRequiredService<UploadParts>().Sweep(SystemClock.Instance.GetCurrentInstant() - SweepUploads.LongestPause, Ct);
        (await client.Offset(id)).ShouldBe(200);
    }

    [Fact]
    public async Task parts_that_the_store_lost_are_started_anew()
    {
        var content = Content[..1_000];
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, content.AsMemory(0, 500))).Dispose();
        await host.Container.DeleteBlobAsync((await host.PartsOf(id)).Single(), cancellationToken: Ct);

        using var last = await client.Append(id, 500, content.AsMemory(500));

        await last.ShouldBeProblem(HttpStatusCode.Conflict, "upload-offset-mismatch");
        last.UploadOffset().ShouldBe(0);
        using var whole = await client.Append(id, 0, content);
        whole.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task more_parts_than_an_upload_may_have_are_refused_but_for_the_one_that_completes_it()
    {
        var content = Content[..1_000];
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, content.AsMemory(0, 100))).Dispose();
        // As if it had come byte by byte.
        await host.Execute(
            "insert into vault.exhibit_part select principal, exhibit, -n, 1, 'b' || n, received_at from vault.exhibit_part, generate_series(1, 3999) n where exhibit = $1", id);

        using var oneMore = await client.Append(id, 100, content.AsMemory(100, 100));

        await oneMore.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "too-many-parts");
        await host.Execute("delete from vault.exhibit_part where exhibit = $1 and from_byte < -3998", id);
        using var taken = await client.Append(id, 100, content.AsMemory(100, 100));
        taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await host.Execute("delete from vault.exhibit_part where exhibit = $1 and from_byte < 0", id);
        using var last = await client.Append(id, 200, content.AsMemory(200));
        last.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task parts_lie_encrypted_in_the_store_under_names_that_say_nothing()
    {
        var content = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("ja-u-mag-mij-bellen-", 500)));
        var id = await host.Announce(content);
        using var client = host.ClientOf();
        (await client.Append(id, 0, content.AsMemory(0, 5_000))).Dispose();
        var blob = host.Container.GetBlobClient((await host.PartsOf(id)).Single());
        var raw = (await blob.DownloadContentAsync(Ct)).Value;
        raw.Content.ToArray().AsSpan().IndexOf("mag-mij-bellen"u8).ShouldBe(-1);
        var metadata = string.Join(' ', raw.Details.Metadata.Select(m => m.Key + m.Value));
        metadata.ShouldContain("AES_GCM_256");
        foreach (var telling in new[] { id, ExhibitHost.Principal, ExhibitHost.Agency }) (blob.Name + metadata).ShouldNotContain(telling);
    }

    [Fact]
    public async Task several_servers_take_parts_in_turn()
    {
        await using var other = await VaultHost.StartAsync(beside: host.Vault);
        var id = await host.Announce(Content);
        using var here = host.ClientOf();
        using var there = new HttpClient { BaseAddress = other.Address, DefaultRequestHeaders = { Authorization = here.DefaultRequestHeaders.Authorization } };
        var step = Content.Length / 4;
        HttpResponseMessage? last = null;
        for (var i = 0; i < 5; i++)
        {
            last?.Dispose();
            last = await (i % 2 == 0 ? here : there).Append(id, i * step, Content.AsMemory(i * step, Math.Min(step, Content.Length - (i * step))));
        }

        last!.StatusCode.ShouldBe(HttpStatusCode.Created);
        last.Dispose();
        (await there.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).ShouldBe(Content);
        await ShouldHaveLeftOnly(id);
    }

    [Fact]
    public async Task what_is_not_the_callers_does_not_exist()
    {
        var id = await host.Announce(Content[..100]);
        using var otherAgency = host.ClientOf(party: ExhibitHost.OtherAgency);
        using var otherPrincipal = host.ClientOf(ExhibitHost.OtherPrincipal, party: null);
        using var staff = host.ClientOf(party: null);
        foreach (var (client, exhibit) in new[] { (otherAgency, id), (otherPrincipal, id), (staff, "never-announced") })
        {
            using var refused = await client.Append(exhibit, 0, Content.AsMemory(0, 10));
            await refused.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
            using var head = new HttpRequestMessage(HttpMethod.Head, ExhibitHost.ContentOf(exhibit));
            using var unknown = await client.SendAsync(head, Ct);
            unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            unknown.Headers.Contains("Upload-Offset").ShouldBeFalse();
        }

        using var taken = await staff.Append(id, 0, Content.AsMemory(0, 10));
        taken.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("evidence:write", HttpStatusCode.Accepted, HttpStatusCode.NoContent)]
    [InlineData("exhibit:listen", HttpStatusCode.Forbidden, HttpStatusCode.NoContent)]
    [InlineData("evidence:read", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task whoever_may_upload_may_ask_how_far_it_came(string scope, HttpStatusCode append, HttpStatusCode head)
    {
        var id = await host.Announce(Content[..100]);
        using var client = host.ClientWith(await host.Vault.CreateKeyAsync(null, ExhibitHost.Agency, [scope]));
        using var appended = await client.Append(id, 0, Content.AsMemory(0, 10));
        using var request = new HttpRequestMessage(HttpMethod.Head, ExhibitHost.ContentOf(id));
        using var asked = await client.SendAsync(request, Ct);
        (appended.StatusCode, asked.StatusCode).ShouldBe((append, head));
    }

    [Fact]
    public async Task what_cannot_be_understood_is_refused_rather_than_misread()
    {
        var id = await host.Announce(Content[..100]);
        using var client = host.ClientOf();
        foreach (var offset in new[] { null, "", "-1", "1e2", "0x1", "99999999999999999999" })
        {
            using var refused = await client.Append(id, offset, new ByteArrayContent(Content[..10]));
            await refused.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        }

        using var ranged = new ByteArrayContent(Content[..10]) { Headers = { ContentRange = new ContentRangeHeaderValue(0, 9, 100) } };
        using var packed = new ByteArrayContent(Content[..10]) { Headers = { ContentEncoding = { "gzip" } } };
        using var partial = await client.Append(id, "0", ranged);
        using var encoded = await client.Append(id, "0", packed);
        await partial.ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request");
        await encoded.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await client.Offset(id)).ShouldBe(0);
    }

    private async Task ShouldHaveLeftOnly(string id)
    {
        (await host.PartsOf(id)).ShouldBeEmpty();
        (await host.UnfinishedUploads(id)).ShouldBe(0);
        // Blobs say not whose they are: those that something knows of, and no others.
        (await host.BlobNames()).Order().ShouldBe((await host.KnownBlobs()).Order());
        (await host.BlobNames()).ShouldContain(await host.BlobOf(id));
    }

    private async Task ShouldStillBeAwaited(string id)
    {
        using var client = host.ClientOf();
        using var state = await client.GetAsync(ExhibitHost.StateOf(id), Ct);
        (await state.Json()).GetProperty("state").GetString().ShouldBe("awaited");
        (await client.Offset(id)).ShouldBe(0);
        (await host.EventsOf(id)).ShouldHaveSingleItem();
        (await host.UnfinishedUploads(id)).ShouldBe(0);
        (await host.BlobNames()).Order().ShouldBe((await host.KnownBlobs()).Order());
    }
}
