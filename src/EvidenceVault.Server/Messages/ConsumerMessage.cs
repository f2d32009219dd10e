namespace EvidenceVault.Server.Messages;

/// <summary>A message from the vault to a consumer: what it asks or tells, and nothing that advertises.</summary>
/// <param name="Principal">For whom it is sent.</param>
/// <param name="Sender">The principal's name, as the consumer knows it.</param>
/// <param name="Channel">How it goes.</param>
/// <param name="To">The number or mail address.</param>
/// <param name="Subject">Its subject, where it goes by e-mail.</param>
/// <param name="Text">What it says.</param>
public sealed record ConsumerMessage(string Principal, string Sender, MessageChannel Channel, string To, string Subject, string Text)
{
    /// <summary>Without what identifies anybody, so that a message that strays into a log says nothing.</summary>
    public override string ToString() => $"a message by {Channel} for {Principal}";
}

/// <summary>Ways in which the vault sends messages.</summary>
public enum MessageChannel
{
    /// <summary>A text message.</summary>
    Sms,

    /// <summary>An e-mail.</summary>
    Email,
}

/// <summary>A message could not be handed over.</summary>
/// <remarks>What the other side said is left out: it may repeat the address.</remarks>
public sealed class MessageNotSentException(string reason) : Exception(reason);
