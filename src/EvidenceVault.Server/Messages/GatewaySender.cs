using System.Globalization;
using System.Text.Json;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Webhooks;
using NodaTime;

namespace EvidenceVault.Server.Messages;

/// <summary>Hands text messages over to the principal's own gateway, by a POST that is signed as webhooks are.</summary>
public sealed class GatewaySender(MessageGateways gateways, SignedPost post, IClock clock) : IMessageSender
{
    public async ValueTask<bool> Takes(string principal, MessageChannel channel, CancellationToken ct) =>
        channel == MessageChannel.Sms && await gateways.Find(principal, ct) is not null;

    public async Task Send(ConsumerMessage message, CancellationToken ct)
    {
        if (await gateways.Open(message.Principal, ct) is not var (url, secret)) throw new MessageNotSentException("The gateway was removed.");
        var now = clock.GetCurrentInstant();
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { type = "message.send", timestamp = now, data = new { message.Principal, message.Sender, message.Channel, message.To, message.Text } }, VaultJson.Answers);
        var (status, fault) = await post.Send(url, secret, $"msg_{LetterIds.New()}", now.ToUnixTimeSeconds(), body, ct);
        if (fault is not null) throw new MessageNotSentException($"The gateway could not be reached ({fault.GetType().Name}).");
        if (status is not (>= 200 and <= 299)) throw new MessageNotSentException(string.Create(CultureInfo.InvariantCulture, $"The gateway answered {status}."));
    }
}
