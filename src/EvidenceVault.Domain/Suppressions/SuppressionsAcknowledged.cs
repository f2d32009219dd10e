using NodaTime;

namespace EvidenceVault.Domain.Suppressions;

/// <summary>A party said up to where it has processed the feed of suppressions: an event on its stream <c>suppression/{party}</c>.</summary>
/// <param name="OccurredAt">When it had, as it says; whether that was in time goes by when the vault recorded it.</param>
/// <param name="Party">The party, or the principal itself.</param>
/// <param name="Position">The place in the principal's feed up to which it has, that place included.</param>
/// <param name="KeyId">The public id of the key it said so with.</param>
public sealed record SuppressionsAcknowledged(Instant OccurredAt, string Party, long Position, string KeyId);
