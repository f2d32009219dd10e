using System.Net;

namespace EvidenceVault.Server.Ledger;

/// <summary>Asks the witnesses and timestamp authorities that the operator has configured.</summary>
public sealed class LedgerHttp : IDisposable
{
    private const int LargestAnswer = 256 << 10;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxResponseContentBufferSize = LargestAnswer,
    };

    public void Dispose() => _client.Dispose();

    /// <summary>The status and body of the answer.</summary>
    /// <exception cref="HttpRequestException">There was none, or a larger one than is read.</exception>
    public async Task<(HttpStatusCode Status, byte[] Body)> Post(Uri url, HttpContent body, CancellationToken ct)
    {
        try
        {
            using var answer = await _client.PostAsync(url, body, ct);
            return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(ct));
        }
        catch (TaskCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new HttpRequestException("It did not answer in time.", e);
        }
    }
}
