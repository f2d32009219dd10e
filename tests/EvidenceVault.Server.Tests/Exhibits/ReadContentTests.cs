using System.Net;
using System.Net.Http.Headers;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Server.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceVault.Server.Tests.Exhibits;

public sealed class ReadContentTests(ExhibitHost host) : IClassFixture<ExhibitHost>
{
    private const int Region = 4 << 20;
    private const int SealedRegion = Region + 28;
    private static readonly byte[] Content = ExhibitHost.Bytes((9 << 20) + 123);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0L, 0L)]
    [InlineData(0L, 99L)]
    [InlineData(4_194_300L, 4_194_310L)]
    [InlineData(4_194_303L, 4_194_303L)]
    [InlineData(4_194_304L, 8_388_608L)]
    [InlineData(5_000_000L, 9_000_000L)]
    [InlineData(9_437_306L, null)]
    [InlineData(0L, null)]
    [InlineData(1_000L, 99_999_999_999L)]
    [InlineData(null, 10L)]
    [InlineData(null, 5_000_000L)]
    [InlineData(null, 99_999_999_999L)]
    public async Task a_range_gives_just_those_bytes(long? from, long? to)
    {
        var id = await host.StoreNew(Content);
        using var client = host.ClientOf();
        using var request = new HttpRequestMessage(HttpMethod.Get, ExhibitHost.ContentOf(id)) { Headers = { Range = new RangeHeaderValue(from, to) } };

        using var got = await client.SendAsync(request, Ct);

        var first = from ?? Math.Max(0, Content.Length - to!.Value);
        var last = from is null ? Content.Length - 1 : Math.Min(to ?? long.MaxValue, Content.Length - 1);
        got.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        got.Content.Headers.ContentRange.ShouldBe(new ContentRangeHeaderValue(first, last, Content.Length));
        (await got.Content.ReadAsByteArrayAsync(Ct)).AsSpan().SequenceEqual(Content.AsSpan((int)first, (int)(last - first + 1))).ShouldBeTrue();
        var read = (await host.EventsOf(id)).Select(e => e.Data).OfType<ExhibitRead>().ShouldHaveSingleItem();
        (read.FromByte, read.ToByte).ShouldBe((first, last));
    }

    [Theory]
    [InlineData("bytes=9437307-")]
    [InlineData("bytes=99999999-999999999")]
    [InlineData("bytes=-0")]
    public async Task a_range_outside_is_refused(string range)
    {
        var id = await host.StoreNew(Content);
        using var client = host.ClientOf();
        using var request = new HttpRequestMessage(HttpMethod.Get, ExhibitHost.ContentOf(id));
        request.Headers.TryAddWithoutValidation("Range", range);
        using var got = await client.SendAsync(request, Ct);
        await got.ShouldBeProblem(HttpStatusCode.RequestedRangeNotSatisfiable, "range-not-satisfiable");
        got.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes */{Content.Length}");
    }

    [Theory]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=x")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=5-1")]
    public async Task ranges_that_are_not_understood_are_ignored(string range)
    {
        var id = await host.StoreNew(Content[..1000]);
        using var client = host.ClientOf();
        using var request = new HttpRequestMessage(HttpMethod.Get, ExhibitHost.ContentOf(id));
        request.Headers.TryAddWithoutValidation("Range", range);
        using var got = await client.SendAsync(request, Ct);
        got.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await got.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Content[..1000]);
    }

    [Fact]
    public async Task the_answer_is_safe_to_save_and_is_not_kept_on_the_way()
    {
        var id = await host.StoreNew(Content[..1000], contentType: "text/html");
        using var client = host.ClientOf();
        using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);

        got.Headers.ETag!.Tag.ShouldBe($"\"{ExhibitHost.HashOf(Content[..1000])}\"");
        got.Headers.AcceptRanges.ShouldContain("bytes");
        got.Headers.CacheControl!.NoStore.ShouldBeTrue();
        got.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        got.Content.Headers.ContentDisposition!.ToString().ShouldBe($"attachment; filename=\"{id}.bin\"");
        got.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task what_the_client_has_already_is_not_sent_nor_noted()
    {
        var id = await host.StoreNew(Content[..1000]);
        var tag = new EntityTagHeaderValue($"\"{ExhibitHost.HashOf(Content[..1000])}\"");
        using var client = host.ClientOf();
        using var known = new HttpRequestMessage(HttpMethod.Get, ExhibitHost.ContentOf(id)) { Headers = { IfNoneMatch = { tag } } };
        using var unchanged = await client.SendAsync(known, Ct);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await host.EventsOf(id)).ShouldNotContain(e => e.Data is ExhibitRead);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.PartialContent)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task a_resumed_download_gets_the_rest_of_the_same_file_only(bool same, HttpStatusCode expected)
    {
        var id = await host.StoreNew(Content[..1000]);
        var tag = same ? ExhibitHost.HashOf(Content[..1000]) : new string('0', 64);
        using var client = host.ClientOf();
        using var request = new HttpRequestMessage(HttpMethod.Get, ExhibitHost.ContentOf(id));
        request.Headers.Range = new RangeHeaderValue(500, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue($"\"{tag}\""));
        using var got = await client.SendAsync(request, Ct);
        got.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task head_tells_without_sending_or_noting()
    {
        var id = await host.StoreNew(Content);
        using var client = host.ClientOf();
        using var head = new HttpRequestMessage(HttpMethod.Head, ExhibitHost.ContentOf(id));
        using var got = await client.SendAsync(head, Ct);
        got.StatusCode.ShouldBe(HttpStatusCode.OK);
        got.Content.Headers.ContentLength.ShouldBe(Content.Length);
        got.Headers.AcceptRanges.ShouldContain("bytes");
        (await host.EventsOf(id)).ShouldNotContain(e => e.Data is ExhibitRead);
    }

    [Fact]
    public async Task every_one_of_many_reads_at_once_is_noted_with_who_read()
    {
        var id = await host.StoreNew(Content[..5000]);
        using var staff = host.ClientOf(party: null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => staff.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)));
        answers.ShouldAllBe(a => a.Length == 5000);
        var reads = (await host.EventsOf(id)).Select(e => e.Data).OfType<ExhibitRead>().ToList();
        reads.Count.ShouldBe(16);
        var key = host.KeyIdOf(ExhibitHost.Principal, null);
        reads.ShouldAllBe(r => r.KeyId == key && r.Holder == ExhibitHost.Principal && r.FromByte == 0 && r.ToByte == 4999);
    }

    [Fact]
    public async Task content_not_come_in_yet_is_no_missing_exhibit()
    {
        var id = await host.Announce(Content);
        using var client = host.ClientOf();
        using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);
        await got.ShouldBeProblem(HttpStatusCode.Conflict, "content-not-stored");
    }

    [Fact]
    public async Task another_agency_and_another_principal_find_nothing()
    {
        var id = await host.StoreNew(Content[..1000]);
        using var otherAgency = host.ClientOf(party: ExhibitHost.OtherAgency);
        using var otherPrincipal = host.ClientOf(ExhibitHost.OtherPrincipal, party: null);
        foreach (var (client, principal) in new[] { (otherAgency, ExhibitHost.Principal), (otherPrincipal, ExhibitHost.Principal), (otherPrincipal, ExhibitHost.OtherPrincipal) })
        {
            using var content = await client.GetAsync(ExhibitHost.ContentOf(id, principal), Ct);
            using var state = await client.GetAsync(ExhibitHost.StateOf(id, principal), Ct);
            await content.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
            await state.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task without_its_key_the_content_is_gone()
    {
        var id = await host.StoreNew(Content[..1000]);
        await using var destroy = host.Services.GetRequiredService<KeyDatabase>().Source.CreateCommand("update exhibit_key set wrapped = null where exhibit = $1");
        destroy.Parameters.Add(new() { Value = id });
        await destroy.ExecuteNonQueryAsync(Ct);
        using var client = host.ClientOf();
        using var got = await client.GetAsync(ExhibitHost.ContentOf(id), Ct);
        await got.ShouldBeProblem(HttpStatusCode.Gone, "content-deleted");
    }

    [Fact]
    public async Task a_missing_blob_is_a_fault_of_ours_and_no_read()
    {
        var id = await host.StoreNew(Content[..1000]);
        await host.Container.DeleteBlobAsync(await host.BlobOf(id), cancellationToken: Ct);
        await ShouldFail(id, range: null);
    }

    public static TheoryData<string> Tamperings => ["a flipped bit", "swapped regions", "a region cut off", "another blob", "plain text", "no metadata"];

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task tampered_content_is_never_given_out_as_whole(string tampering)
    {
        var id = await host.StoreNew(Content[..(2 * Region)]);
        await Tamper(await host.BlobOf(id), tampering);

        // The range lies in the second region, where every one of these shows.
        await ShouldFail(id, new RangeHeaderValue(Region + 10, Region + 20));

        using var client = host.ClientOf();
        await Should.ThrowAsync<HttpRequestException>(() => client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct));
    }

    private async Task ShouldFail(string id, RangeHeaderValue? range)
    {
        using var client = host.ClientOf();
        using var request = new HttpRequestMessage(HttpMethod.Get, ExhibitHost.ContentOf(id)) { Headers = { Range = range } };
        using var got = await client.SendAsync(request, Ct);
        await got.ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");
        got.Headers.ETag.ShouldBeNull();
        (await host.EventsOf(id)).ShouldNotContain(e => e.Data is ExhibitRead);
    }

    private async Task Tamper(string name, string tampering)
    {
        var blob = host.Container.GetBlockBlobClient(name);
        var before = (await blob.DownloadContentAsync(Ct)).Value;
        var bytes = before.Content.ToArray();
        var metadata = before.Details.Metadata;
        switch (tampering)
        {
            case "a flipped bit":
                bytes[SealedRegion + 500] ^= 1;
                break;
            case "swapped regions":
                bytes = [.. bytes[SealedRegion..], .. bytes[..SealedRegion]];
                break;
            case "a region cut off":
                bytes = bytes[..SealedRegion];
                break;
            case "another blob":
                var other = (await host.Container.GetBlobClient(await host.BlobOf(await host.StoreNew(ExhibitHost.Bytes(2 * Region, seed: 9)))).DownloadContentAsync(Ct)).Value;
                (bytes, metadata) = (other.Content.ToArray(), other.Details.Metadata);
                break;
            case "plain text":
                bytes = ExhibitHost.Bytes(bytes.Length, seed: 3);
                metadata = new Dictionary<string, string>();
                break;
            case "no metadata":
                metadata = new Dictionary<string, string>();
                break;
        }

        await blob.UploadAsync(new MemoryStream(bytes), new BlobUploadOptions { Metadata = metadata }, Ct);
    }
}
