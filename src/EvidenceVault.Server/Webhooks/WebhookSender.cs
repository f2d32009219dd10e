using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Suppressions;
using NodaTime;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Sends one delivery.</summary>
public sealed class WebhookSender(WebhookStore webhooks, SuppressionFeed feed, SignedPost post, IClock clock)
{
    /// <summary>The status it was answered with; null: it was not.</summary>
    public async Task<int?> Send(ClaimedDelivery claimed, CancellationToken ct)
    {
        var webhook = claimed.Webhook;
        if (await webhooks.Secret(webhook, ct) is not { } secret || await feed.Find(webhook.Principal, webhook.Party, claimed.EventId, ct) is not { } suppression) return null;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookMessage(WebhookMessage.Created, suppression.RecordedAt, new(webhook.Principal, webhook.Party, SuppressionCursor.Of(suppression.Position), SuppressionView.Of(suppression))),
            VaultJson.Answers);
        return (await post.Send(webhook.Url, secret, $"msg_{claimed.Id}", clock.GetCurrentInstant().ToUnixTimeSeconds(), body, ct)).Status;
    }
}

/// <summary>What a webhook is sent.</summary>
public sealed record WebhookMessage(string Type, Instant Timestamp, WebhookData Data)
{
    /// <summary>Something new stands in the feed.</summary>
    public const string Created = "suppression.created";
}

/// <summary>The entry, and what to acknowledge where everything before it was processed too.</summary>
public sealed record WebhookData(string Principal, string Party, string Cursor, SuppressionView Suppression);
