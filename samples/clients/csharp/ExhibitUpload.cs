using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Client;

/// <summary>Announces exhibits and brings their content, for each uploader with its own key, a few at a time.</summary>
internal sealed class ExhibitUpload(string samples, string principal, Func<string, VaultClient> clientOf)
{
    private int _announced;
    private int _stored;
    private int _already;
    private int _awaited;

    public (int Stored, int Already, int Awaited) Counts => (_stored, _already, _awaited);
    public List<string> Refused { get; } = [];

    public async Task SendAsync(string file, int count, Progress progress, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellation };
        await Parallel.ForEachAsync(File.ReadLinesAsync(file, cancellation), options, async (line, stop) =>
        {
            var exhibit = JsonNode.Parse(line)!;
            try
            {
                await OneAsync(exhibit, stop);
            }
            catch (VaultException refused)
            {
                lock (Refused)
                    Refused.Add($"exhibit {exhibit["id"]}: {refused.Message}");
            }

            progress.Show($"{Interlocked.Increment(ref _announced)} of {count}");
        });
    }

    private async Task OneAsync(JsonNode exhibit, CancellationToken cancellation)
    {
        var path = $"v1/principals/{principal}/exhibits/{exhibit["id"]}";
        var client = clientOf((string)exhibit["uploader"]!);
        JsonNode? answer = null;
        if ((string?)exhibit["announcedIn"] == "put")
            answer = await client.PutAsync(path, exhibit["body"]!, cancellation);
        var state = (string?)answer?["state"] ?? (string?)(await client.GetAsync(path, cancellation))?["state"];
        if (state is not (null or "awaited"))
        {
            Interlocked.Increment(ref _already);
            return;
        }

        if (Open(exhibit) is not { } content)
        {
            Interlocked.Increment(ref _awaited); // Announced, and never delivered: that is part of the story.
            return;
        }

        using var response = await client.SendAsync(HttpMethod.Put, $"{path}/content", content, cancellation);
        Interlocked.Increment(ref _stored);
    }

    private Func<HttpContent>? Open(JsonNode exhibit)
    {
        var type = MediaTypeHeaderValue.Parse((string)exhibit["body"]!["contentType"]!);
        if ((string?)exhibit["text"] is { } text)
            return () => With(new ByteArrayContent(Encoding.UTF8.GetBytes(text)));
        if ((string?)exhibit["file"] is { } file)
            return () => With(new StreamContent(File.OpenRead(Path.Combine(samples, file))));
        return null;

        HttpContent With(HttpContent content)
        {
            content.Headers.ContentType = type;
            return content;
        }
    }
}
