namespace EvidenceVault.Server.Messages;

/// <summary>Sends each message by the first sender that takes it: the principal's gateway, the mail server, or a directory for trying things out.</summary>
public sealed class MessageSenders(IEnumerable<IMessageSender> senders)
{
    /// <summary>Whether anything takes messages of a principal by a channel.</summary>
    public async ValueTask<bool> Take(string principal, MessageChannel channel, CancellationToken ct) => await Find(principal, channel, ct) is not null;

    /// <summary>Sends a message.</summary>
    /// <exception cref="MessageNotSentException">It was not taken, or there is nothing that could take it.</exception>
    public async Task Send(ConsumerMessage message, CancellationToken ct)
    {
        var sender = await Find(message.Principal, message.Channel, ct) ?? throw new MessageNotSentException("Nothing takes such messages.");
        await sender.Send(message, ct);
    }

    private async ValueTask<IMessageSender?> Find(string principal, MessageChannel channel, CancellationToken ct)
    {
        foreach (var sender in senders)
            if (await sender.Takes(principal, channel, ct)) return sender;
        return null;
    }
}
