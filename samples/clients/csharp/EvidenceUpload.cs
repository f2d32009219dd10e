using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Client;

/// <summary>How the items of one upload fared.</summary>
internal sealed class Tally
{
    public int Accepted { get; set; }
    public int Duplicates { get; set; }
    public List<JsonNode> Rejected { get; } = [];
    public int Total => Accepted + Duplicates + Rejected.Count;
}

/// <summary>
/// Streams a file of evidence, line by line, and reads the result of each item as it comes: over HTTP/2 while it is still sending, over
/// HTTP/1.1 when it has sent all (the vault keeps the results until then). Neither side holds the file in memory.
/// </summary>
internal static class EvidenceUpload
{
    private const int Attempts = 5;

    public static async Task<Tally> SendAsync(VaultClient client, string principal, string file, Action<int, int> progress, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(client, principal, file, progress, cancellation);
            }
            catch (Exception cut) when (cut is IOException or HttpRequestException && attempt < Attempts)
            {
                // The connection broke half-way. What had been accepted comes back as a duplicate.
                await VaultClient.PauseAsync(attempt, null, cancellation);
            }
        }
    }

    private static async Task<Tally> OnceAsync(VaultClient client, string principal, string file, Action<int, int> progress, CancellationToken cancellation)
    {
        var sent = 0;
        var tally = new Tally();
        using var response = await client.SendAsync(HttpMethod.Post, $"v1/principals/{principal}/evidence",
            () => new LinesContent(file, lines =>
            {
                Volatile.Write(ref sent, lines);
                progress(lines, tally.Total);
            }), cancellation);
        using var results = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await results.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0)
                continue;
            var result = JsonNode.Parse(line)!;
            switch ((string?)result["status"])
            {
                case "accepted":
                    tally.Accepted++;
                    break;
                case "duplicate":
                    tally.Duplicates++;
                    break;
                case "rejected":
                    tally.Rejected.Add(result);
                    break;
            }

            progress(Volatile.Read(ref sent), tally.Total);
        }

        return tally;
    }

    /// <summary>A file sent as NDJSON, counting its lines on the way.</summary>
    private sealed class LinesContent : HttpContent
    {
        private readonly string _file;
        private readonly Action<int> _sent;

        public LinesContent(string file, Action<int> sent)
        {
            (_file, _sent) = (file, sent);
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            var lines = 0;
            await using var source = File.OpenRead(_file);
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                lines += buffer.AsSpan(0, read).Count((byte)'\n');
                _sent(lines);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false; // Chunked: a real dialler does not know how much is to come.
        }
    }
}
