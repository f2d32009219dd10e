namespace EvidenceVault.Server.Messages;

/// <summary>Hands messages over to whatever takes them to consumers.</summary>
public interface IMessageSender
{
    /// <summary>Whether it takes messages of a principal by a channel.</summary>
    ValueTask<bool> Takes(string principal, MessageChannel channel, CancellationToken ct);

    /// <summary>Hands one over.</summary>
    /// <exception cref="MessageNotSentException">It was not taken.</exception>
    Task Send(ConsumerMessage message, CancellationToken ct);
}
