using System.Globalization;
using System.Net.Http.Headers;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Posts a body that is signed by Standard Webhooks. What is answered is looked at no further than its status.</summary>
public sealed class SignedPost(VaultSettings settings) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _http = WebhookAddress.Client(settings.WebhooksToPrivateAddresses);

    /// <summary>The status it was answered with, or why it was not answered.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="secret">The secret to sign with.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">JSON.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(int? Status, Exception? Fault)> Send(string url, byte[] secret, string id, long timestamp, byte[] body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, id, timestamp, body));
        request.Headers.UserAgent.Add(new("evidence-vault", "1"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await _http.SendAsync(request, patience.Token);
            return ((int)response.StatusCode, null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException or System.Net.Sockets.SocketException)
        {
            return (null, e);
        }
    }

    public void Dispose() => _http.Dispose();
}
