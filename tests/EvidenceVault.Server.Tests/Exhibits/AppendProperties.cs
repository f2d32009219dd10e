using System.Net;
using CsCheck;
using EvidenceVault.Domain.Exhibits;

namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>However a file is divided, and whatever is sent twice, too early or cut off, the same bytes are stored once.</summary>
public sealed class AppendProperties(ExhibitHost host) : IClassFixture<ExhibitHost>
{
    private enum Mishap
    {
        None,
        SentTwice,
        SentTooEarly,
        AnswerLost,
        CutOff,
        AskedBefore,
    }

    // From here on the server itself says where it goes on, which may change until it has seen that the client broke off.
    private const int Unknown = -1;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A file's size, and how much of what is left (in thousandths) each request brings, with what befalls it.</summary>
    private static Gen<(int Size, (int Share, Mishap Mishap, bool Chunked)[] Requests)> Uploads { get; } = Gen.Select(
        Gen.OneOf(Gen.Int[0, 200], Gen.Int[1_000, 60_000], Gen.Int[(4 << 20) - 2, (4 << 20) + 2], Gen.Const((8 << 20) + 1)),
        Gen.Select(Gen.Int[0, 1_000], Gen.Enum<Mishap>(), Gen.Bool).Array[0, 8]);

    [Fact]
    public async Task any_division_into_parts_and_any_retries_give_the_same_stored_bytes()
    {
        using var client = host.ClientOf();
        await Uploads.SampleAsync(async upload =>
        {
            var content = ExhibitHost.Bytes(upload.Size, seed: upload.Size + 1);
            var id = await host.Announce(content);
            var at = 0;
            foreach (var (share, mishap, chunked) in upload.Requests)
            {
                if (at == content.Length) break;
                var count = (int)((long)(content.Length - at) * share / 1_000);
                at = await Send(client, id, content, at, count, mishap, chunked);
                if (at == Unknown) break;
            }

            await Complete(client, id, content);
            (await client.GetByteArrayAsync(ExhibitHost.ContentOf(id), Ct)).AsSpan().SequenceEqual(content).ShouldBeTrue();
            (await client.Offset(id)).ShouldBe(content.Length);
            (await host.EventsOf(id)).Count(e => e.Data is ExhibitStored).ShouldBe(1);
            (await host.PartsOf(id)).ShouldBeEmpty();
        }, iter: 40, threads: 1);
        (await host.BlobNames()).Order().ShouldBe((await host.KnownBlobs()).Order());
    }

    // Whatever happened, the rest from where HEAD says. What broke off may still be on its way into the store: then from where that ends.
    private static async Task Complete(HttpClient client, string id, byte[] content)
    {
        for (var at = (int)await client.Offset(id); ;)
        {
            using var last = await client.Append(id, at, content.AsMemory(at));
            if (last.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return;
            last.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            last.UploadOffset().ShouldBeGreaterThan(at);
            at = (int)last.UploadOffset();
        }
    }

    private static async Task<int> Send(HttpClient client, string id, byte[] content, int at, int count, Mishap mishap, bool chunked)
    {
        if (mishap == Mishap.AskedBefore) (await client.Offset(id)).ShouldBe(at);
        if (mishap == Mishap.SentTooEarly)
        {
            using var early = await client.Append(id, at + 1, content.AsMemory(at + 1));
            early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            early.UploadOffset().ShouldBe(at);
        }

        if (mishap == Mishap.CutOff)
        {
            await Should.ThrowAsync<HttpRequestException>(() => client.Append(id, at, new StreamContent(new BrokenStream(content[at..], count))));
            (await client.Offset(id)).ShouldBeInRange(at, at + count);
            return Unknown;
        }

        using var sent = await client.Append(id, at, content.AsMemory(at, count), chunked);
        sent.IsSuccessStatusCode.ShouldBeTrue();
        sent.UploadOffset().ShouldBe(at + count);
        if (mishap == Mishap.AnswerLost) return (int)await client.Offset(id);
        if (mishap != Mishap.SentTwice || count == 0) return at + count;
        using var twice = await client.Append(id, at, content.AsMemory(at, count), chunked);
        twice.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        twice.UploadOffset().ShouldBe(at + count);
        return at + count;
    }
}
