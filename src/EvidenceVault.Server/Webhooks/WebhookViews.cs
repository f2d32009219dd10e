using EvidenceVault.Server.Suppressions;
using NodaTime;

namespace EvidenceVault.Server.Webhooks;

/// <summary>A webhook as it is answered. Its secret is told once, by the PUT that makes it.</summary>
public sealed record WebhookView(string Id, string Url, IReadOnlyList<string> Events, string Cursor, Instant CreatedAt, string? Secret)
{
    public static WebhookView Of(Webhook webhook, byte[]? secret = null) => new(
        webhook.Id, webhook.Url, [WebhookMessage.Created], SuppressionCursor.Of(webhook.Position), webhook.CreatedAt, secret is null ? null : WebhookSignature.Text(secret));
}

/// <summary>A delivery as it is answered.</summary>
public sealed record DeliveryView(string Id, Guid EventId, string Cursor, DeliveryState State, int Attempts, Instant? NextAttemptAt, Instant? LastAttemptAt, int? LastStatus)
{
    public static DeliveryView Of(Delivery d) => new(
        d.Id, d.EventId, SuppressionCursor.Of(d.Position), d.State, d.Attempts, d.State == DeliveryState.Pending ? d.DueAt : null, d.LastAttemptAt, d.LastStatus);
}
