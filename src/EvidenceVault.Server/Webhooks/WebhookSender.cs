using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Suppressions;
using NodaTime;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Sends one delivery. What the receiver answers is looked at no further than its status.</summary>
public sealed class WebhookSender(WebhookStore webhooks, SuppressionFeed feed, VaultSettings settings, IClock clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _http = WebhookAddress.Client(settings.WebhooksToPrivateAddresses);

    /// <summary>The status it was answered with; null: it was not.</summary>
    public async Task<int?> Send(ClaimedDelivery claimed, CancellationToken ct)
    {
        var webhook = claimed.Webhook;
        if (await webhooks.Secret(webhook, ct) is not { } secret || await feed.Find(webhook.Principal, webhook.Party, claimed.EventId, ct) is not { } suppression) return null;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookMessage(WebhookMessage.Created, suppression.RecordedAt, new(webhook.Principal, webhook.Party, SuppressionCursor.Of(suppression.Position), SuppressionView.Of(suppression))),
            VaultJson.Answers);
        var (id, timestamp) = ($"msg_{claimed.Id}", clock.GetCurrentInstant().ToUnixTimeSeconds());
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
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
            return (int)response.StatusCode;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What a webhook is sent.</summary>
public sealed record WebhookMessage(string Type, Instant Timestamp, WebhookData Data)
{
    /// <summary>Something new stands in the feed.</summary>
    public const string Created = "suppression.created";
}

/// <summary>The entry, and what to acknowledge where everything before it was processed too.</summary>
public sealed record WebhookData(string Principal, string Party, string Cursor, SuppressionView Suppression);
