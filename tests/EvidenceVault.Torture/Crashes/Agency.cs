using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EvidenceVault.Torture.Crashes;

/// <summary>A client as a good agency's: whatever was not acknowledged it sends again, to whichever server answers, until it is.</summary>
internal sealed class Agency(string principal, SeededLoad load, IReadOnlyList<HttpClient> servers, Courier courier, Journal journal, Counts counts, Faults faults)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private int _server;

    private string P => $"/v1/principals/{principal}";

    /// <summary>Does deed after deed until it is told to end; what was begun is finished.</summary>
    public async Task Work(CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            await Do(load.Make(i));
            // More would only make the comparison at the end longer.
            await Task.Delay(250, CancellationToken.None);
            Interlocked.Increment(ref counts.Deeds);
        }
    }

    private Task Do(Deed deed) => deed switch
    {
        PostOne one => AtOnce(one.Times, server => Post(one.Item, server)),
        PostArray array => Post(array.Items),
        Upload upload => Upload(upload),
        Hand hand => AtOnce(hand.Times, server => HandIn(hand.Exhibit, server)),
        _ => throw new InvalidOperationException($"{deed.GetType().Name} is no deed."),
    };

    private static Task AtOnce(int times, Func<int, Task> deed) => Task.WhenAll(Enumerable.Range(0, times).Select(deed));

    private Task Post(SentItem item, int offset) => UntilDone(item.Ref, async attempt =>
    {
        var server = Server(attempt + offset);
        var since = Attempt.At(server);
        var answer = await courier.Send(server, () => Json(HttpMethod.Post, $"{P}/evidence", item.Json), CancellationToken.None);
        if (answer is not var (status, text)) return false;
        if (status is HttpStatusCode.OK or HttpStatusCode.Created) return Take(item, JsonElement.Parse(text), since);
        faults.Add($"{item.Ref} ({item.Type}) was refused: {(int)status} {text}");
        return true;
    });

    private async Task Post(IReadOnlyList<SentItem> items)
    {
        var open = items;
        await UntilDone(items[0].Ref, async attempt =>
        {
            var body = $"[{string.Join(',', open.Select(i => i.Json))}]";
            var server = Server(attempt);
            var since = Attempt.At(server);
            var answer = await courier.Send(server, () => Json(HttpMethod.Post, $"{P}/evidence", body), CancellationToken.None);
            if (answer is not var (status, text)) return false;
            if (status != HttpStatusCode.OK)
            {
                faults.Add($"An array was refused: {(int)status} {text}");
                return true;
            }

            var results = JsonElement.Parse(text).EnumerateArray().ToList();
            open = [.. open.Where((item, i) => !Take(item, results[i], since))];
            return open.Count == 0;
        });
    }

    private async Task Upload(Upload upload)
    {
        var lines = upload.Items.Select(i => i.Json + "\n").ToList();
        var done = new bool[lines.Count];
        await UntilDone(upload.Items[0].Ref, async attempt =>
        {
            // The whole file again, as agencies do, whatever was acknowledged of it.
            var server = Server(attempt);
            var since = Attempt.At(server);
            var results = await courier.Upload(server, $"{P}/evidence", lines, attempt == 0 ? upload.CutAfter : null, CancellationToken.None);
            for (var i = 0; i < results.Count; i++)
            {
                var result = JsonElement.Parse(results[i]);
                if (result.GetProperty("line").GetInt64() != i + 1) faults.Add($"The result of line {i + 1} says that it is of line {result.GetProperty("line")}.");
                done[i] |= Take(upload.Items[i], result, since);
            }

            return Array.TrueForAll(done, d => d);
        });
    }

    private async Task HandIn(SentExhibit exhibit, int offset)
    {
        var content = exhibit.Content();
        var announcement = JsonSerializer.Serialize(new
        {
            kind = "voicelog",
            purposes = new[] { "call" },
            contentType = "audio/ogg",
            size = content.Length,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            recordedAt = "2026-03-01T10:15:00+01:00",
        });
        await UntilFine(exhibit.Id, offset, () => Json(HttpMethod.Put, $"{P}/exhibits/{exhibit.Id}", announcement));
        Interlocked.Increment(ref counts.ContentsNow);
        try
        {
            await UntilFine(exhibit.Id, offset, () => new(HttpMethod.Put, $"{P}/exhibits/{exhibit.Id}/content") { Content = new StreamContent(new SlowStream(content)) }, () => Interlocked.Increment(ref counts.ContentsBroken));
        }
        finally
        {
            Interlocked.Decrement(ref counts.ContentsNow);
        }

        journal.Stored(exhibit);
    }

    private Task UntilFine(string what, int offset, Func<HttpRequestMessage> make, Action? broken = null) => UntilDone(what, async attempt =>
    {
        var answer = await courier.Send(Server(attempt + offset), make, CancellationToken.None);
        if (answer is null) broken?.Invoke();
        if (answer is not var (status, text)) return false;
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Created)) faults.Add($"{what} was refused: {(int)status} {text}");
        return true;
    });

    private async Task UntilDone(string what, Func<int, Task<bool>> attempt)
    {
        var end = DateTime.UtcNow + Patience;
        for (var i = 0; !await attempt(i); i++)
        {
            if (DateTime.UtcNow > end)
            {
                faults.Add($"{what} was not acknowledged within {Patience.TotalMinutes} minutes.");
                return;
            }

            // Shorter than Retry-After says: this is to torture.
            await Task.Delay(Random.Shared.Next(50, 400));
        }
    }

    /// <summary>Takes one item's result; false where it is to be sent again.</summary>
    private bool Take(SentItem item, JsonElement result, Attempt since)
    {
        var status = result.GetProperty("status").GetString()!;
        if (status == "rejected") return courier.JudgeItem(since, result.GetProperty("problem").GetProperty("status").GetInt32(), $"{item.Ref} {item.Type} {result}");
        if (result.GetProperty("ref").GetString() != item.Ref) faults.Add($"{item.Ref} was answered as {result.GetProperty("ref")}.");
        journal.Acknowledged(item, status, result.GetProperty("eventId").GetGuid(), result.GetProperty("receipt").GetString());
        return true;
    }

    // The next one after a failure, as a load balancer would.
    private HttpClient Server(int attempt) => servers[(Interlocked.Increment(ref _server) + attempt) % servers.Count];

    private static HttpRequestMessage Json(HttpMethod method, string path, string body) =>
        new(method, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };

    /// <summary>Content that takes its time, so that it is on its way when something is killed.</summary>
    private sealed class SlowStream(byte[] content) : MemoryStream(content, writable: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(2, cancellationToken);
            return Read(buffer.Span[..Math.Min(buffer.Length, 64 << 10)]);
        }

        // The copying of HTTP clients would pass by the reads.
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[64 << 10];
            int read;
            while ((read = await ReadAsync(buffer, cancellationToken)) > 0) await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
