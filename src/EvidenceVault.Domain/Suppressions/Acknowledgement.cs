using NodaTime;

namespace EvidenceVault.Domain.Suppressions;

/// <summary>A party said that it has processed a withdrawal or an objection.</summary>
/// <param name="Party">The party.</param>
/// <param name="Suppression">The event of the withdrawal or objection.</param>
/// <param name="AcknowledgedAt">When it had, as it said: shown, and nothing is judged by it.</param>
/// <param name="RecordedAt">When the vault recorded it, by which it is in time or late.</param>
public sealed record Acknowledgement(string Party, Guid Suppression, Instant AcknowledgedAt, Instant RecordedAt)
{
    /// <summary>Within how long each party of the chain is to acknowledge, from when the person said no. Its very end is still inside.</summary>
    public static readonly Duration Term = Duration.FromHours(72);
}
