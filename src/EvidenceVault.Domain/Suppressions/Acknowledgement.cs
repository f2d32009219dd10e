using NodaTime;

namespace EvidenceVault.Domain.Suppressions;

/// <summary>A party said that it has processed a withdrawal or an objection.</summary>
/// <param name="Party">The party.</param>
/// <param name="Suppression">The event of the withdrawal or objection.</param>
/// <param name="AcknowledgedAt">When it said so.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
public sealed record Acknowledgement(string Party, Guid Suppression, Instant AcknowledgedAt, Instant RecordedAt);
