using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>A hold (bewaarbevel) was placed: nothing in its scope is deleted until it is released. The first event on the stream <c>hold/{ref}</c>.</summary>
/// <param name="OccurredAt">When; effective from this instant.</param>
/// <param name="Hold">Its reference.</param>
/// <param name="Scope">What it keeps. It never changes: a narrower one would be a release that nobody approved.</param>
/// <param name="Reason">Why, naming nobody.</param>
/// <param name="Approver">The opaque name of the person who approved it.</param>
/// <param name="ReviewOn">The day on which somebody must look whether it is still needed.</param>
/// <param name="Inquiry">The inquiry it was placed for; null: none.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key, or its principal.</param>
public sealed record HoldPlaced(
    Instant OccurredAt, string Hold, HoldScope Scope, string Reason, string Approver, LocalDate ReviewOn, string? Inquiry, string KeyId, string Holder);

/// <summary>Somebody looked at a hold and left it standing, with another day to look again.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Hold">Its reference.</param>
/// <param name="Reason">Why it stands.</param>
/// <param name="Approver">Who approved that.</param>
/// <param name="ReviewOn">The next day of review.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record HoldReviewed(Instant OccurredAt, string Hold, string Reason, string Approver, LocalDate ReviewOn, string KeyId, string Holder);

/// <summary>Somebody asked for the release of a hold. It stands until a second person approves.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Hold">Its reference.</param>
/// <param name="Reason">Why it is no longer needed; null: not said.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record HoldReleaseRequested(Instant OccurredAt, string Hold, string? Reason, string KeyId, string Holder);

/// <summary>A second person approved the release: the hold keeps nothing any more.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Hold">Its reference.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it: another than who asked.</param>
public sealed record HoldReleased(Instant OccurredAt, string Hold, string KeyId, string Holder);

/// <summary>
/// A second person weighed a hold that keeps recordings past their term against the AVG's limit on storage (AVG 5(1)(e)).
/// </summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Hold">Its reference.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day for which it was decided to keep them; null: they go.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it: another than who placed the hold.</param>
public sealed record HoldConflictDecided(Instant OccurredAt, string Hold, HoldDecision Decision, string Reason, LocalDate? Until, string KeyId, string Holder);

/// <summary>What can be decided about recordings that a hold keeps past their term.</summary>
public enum HoldDecision
{
    /// <summary>They are kept, and may be used, until a day.</summary>
    Keep,

    /// <summary>They go, as if the hold did not cover what is past its term.</summary>
    Delete,
}
