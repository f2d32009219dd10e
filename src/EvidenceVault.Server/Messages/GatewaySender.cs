using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Webhooks;
using NodaTime;

namespace EvidenceVault.Server.Messages;

/// <summary>Hands text messages over to the principal's own gateway, by a POST that is signed as webhooks are.</summary>
public sealed class GatewaySender(MessageGateways gateways, VaultSettings settings, IClock clock) : IMessageSender, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _http = WebhookAddress.Client(settings.WebhooksToPrivateAddresses);

    public async ValueTask<bool> Takes(string principal, MessageChannel channel, CancellationToken ct) =>
        channel == MessageChannel.Sms && await gateways.Find(principal, ct) is not null;

    public async Task Send(ConsumerMessage message, CancellationToken ct)
    {
        if (await gateways.Open(message.Principal, ct) is not var (url, secret)) throw new MessageNotSentException("The gateway was removed.");
        var now = clock.GetCurrentInstant();
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { type = "message.send", timestamp = now, data = new { message.Principal, message.Sender, message.Channel, message.To, message.Text } }, VaultJson.Answers);
        var (id, timestamp) = ($"msg_{LetterIds.New()}", now.ToUnixTimeSeconds());
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
            if (!response.IsSuccessStatusCode) throw new MessageNotSentException(string.Create(CultureInfo.InvariantCulture, $"The gateway answered {(int)response.StatusCode}."));
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException or System.Net.Sockets.SocketException)
        {
            throw new MessageNotSentException($"The gateway could not be reached ({e.GetType().Name}).");
        }
    }

    public void Dispose() => _http.Dispose();
}
