using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Webhooks;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class WebhooksSetup
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WebhookStore>();
        builder.Services.AddSingleton<Deliveries>();
        builder.Services.AddSingleton<SignedPost>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton(new WebhookPlaces());
        builder.Services.AddHostedService<WebhookWorker>();
    }

    public static void MapWebhooks(this WebApplication app)
    {
        // They tell nothing that these scopes do not let their holder read.
        var webhooks = app.MapGroup("/v1/principals/{principal}/webhooks").RequiresEither(Scopes.EvidenceRead, Scopes.ClearanceRequest);
        webhooks.MapGet("", ReadWebhooks.List).WithName("listWebhooks");
        webhooks.MapPut("{id}", PutWebhook.Put).WithName("putWebhook");
        webhooks.MapGet("{id}", ReadWebhooks.Get).WithName("getWebhook");
        webhooks.MapDelete("{id}", ReadWebhooks.Delete).WithName("deleteWebhook");
        webhooks.MapGet("{id}/deliveries", FollowDeliveries.List).WithName("listDeliveries");
        webhooks.MapPost("{id}/deliveries/{delivery}/retry", FollowDeliveries.Retry).WithName("retryDelivery");
        webhooks.MapPost("{id}/replay", FollowDeliveries.Replay).WithName("replayWebhook");
    }
}
