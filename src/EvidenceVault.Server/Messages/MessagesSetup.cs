using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Messages;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class MessagesSetup
{
    public static void AddMessages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MessageGateways>();
        // In the order in which they are asked.
        builder.Services.AddSingleton<IMessageSender, GatewaySender>();
        builder.Services.AddSingleton<IMessageSender, MailServer>();
        builder.Services.AddSingleton<IMessageSender, MessageDirectory>();
        builder.Services.AddSingleton<MessageSenders>();
        builder.Services.AddSingleton<MessageQueue>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MessageQueue>());
    }

    public static void MapMessages(this WebApplication app)
    {
        var gateway = app.MapGroup("/v1/principals/{principal}/message-gateway").Requires(Scopes.SetupWrite);
        gateway.MapPut("", PutMessageGateway.Put).WithName("putMessageGateway");
        gateway.MapGet("", PutMessageGateway.Get).WithName("getMessageGateway");
        gateway.MapDelete("", PutMessageGateway.Delete).WithName("deleteMessageGateway");
    }
}
