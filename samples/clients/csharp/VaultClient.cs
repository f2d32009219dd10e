using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceVault.Samples.Client;

/// <summary>What the vault answered instead of what was asked for.</summary>
internal sealed class VaultException(HttpStatusCode status, string? code, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;
    public string? Code { get; } = code;

    public static async Task<VaultException> FromAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStringAsync(cancellation);
        JsonNode? problem = null;
        try
        {
            problem = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            // Not a problem document: something between us and the vault answered.
        }

        var code = problem?["code"]?.ToString();
        var fields = problem?["errors"] is JsonArray errors
            ? string.Concat(errors.Select(error => $"\n  {error?["pointer"]}: {error?["code"]} {error?["detail"]}"))
            : "";
        return new VaultException(response.StatusCode, code, $"{what}: {(int)response.StatusCode} {code} {problem?["detail"] ?? problem?["title"]}{fields}");
    }
}

/// <summary>
/// Talks to one vault with one key. The key goes in the Authorization header and nowhere else. What the vault was too busy for, and what
/// a broken connection left in doubt, is sent again: every write carries the sender's own reference, so that sending twice is harmless.
/// </summary>
internal sealed class VaultClient(HttpClient http, Uri url, string key)
{
    private const int Attempts = 7;

    public Task<JsonNode?> GetAsync(string path, CancellationToken cancellation) => JsonAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonNode?> PutAsync(string path, JsonNode body, CancellationToken cancellation) => JsonAsync(HttpMethod.Put, path, body, cancellation);

    public Task<JsonNode?> PostAsync(string path, JsonNode body, CancellationToken cancellation) => JsonAsync(HttpMethod.Post, path, body, cancellation);

    private async Task<JsonNode?> JsonAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var response = await SendAsync(method, path, () => body is null ? null : Json(body), cancellation);
        return await ReadAsync(response, cancellation);
    }

    /// <summary>Sends and expects success; the answer's body is still to be read.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Func<HttpContent?> content, CancellationToken cancellation)
    {
        var response = await TryAsync(method, path, content, cancellation);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await VaultException.FromAsync(response, $"{method} {path}", cancellation);
    }

    /// <summary>Sends, and answers whatever the vault says once it is not too busy to say it.</summary>
    public async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, Func<HttpContent?> content, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(url, path))
                {
                    Content = content(),
                    Version = HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
                };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt == Attempts)
                    return response;
                asked = response.Headers.RetryAfter?.Delta;
                response.Dispose();
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // Refused, reset or cut off: the vault may be starting.
            }

            await PauseAsync(attempt, asked, cancellation);
        }
    }

    /// <summary>As long as the vault asks for; else a little longer each time, and not all clients at once.</summary>
    public static Task PauseAsync(int attempt, TimeSpan? asked, CancellationToken cancellation)
    {
        var own = TimeSpan.FromMilliseconds(250 * Math.Pow(2, attempt - 1) * (0.75 + (Random.Shared.NextDouble() / 2)));
        var pause = asked ?? own;
        return Task.Delay(pause > TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : pause, cancellation);
    }

    public static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStringAsync(cancellation);
        return body.Length == 0 ? null : JsonNode.Parse(body);
    }

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
}
