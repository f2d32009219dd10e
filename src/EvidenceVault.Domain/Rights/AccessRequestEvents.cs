using NodaTime;

namespace EvidenceVault.Domain.Rights;

/// <summary>A consumer's request under the AVG was registered: an event on the stream <c>access-request/{ref}</c>.</summary>
/// <param name="OccurredAt">When it was registered.</param>
/// <param name="Request">The principal's reference of it.</param>
/// <param name="Kind">What was asked for.</param>
/// <param name="Consumer">Who asked.</param>
/// <param name="ReceivedAt">When the request came to the principal: its term runs from then.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key, or its principal.</param>
public sealed record AccessRequestRegistered(Instant OccurredAt, string Request, AccessRequestKind Kind, Guid Consumer, Instant ReceivedAt, string KeyId, string Holder);

/// <summary>A consumer's request was answered: all that is kept was given.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Request">The principal's reference of the request.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key, or its principal.</param>
public sealed record AccessRequestAnswered(Instant OccurredAt, string Request, string KeyId, string Holder);

/// <summary>A consumer's request was answered outside the vault, or needs no answer any more.</summary>
/// <param name="OccurredAt">When that was said.</param>
/// <param name="Request">The principal's reference of the request.</param>
/// <param name="Reason">How, or why not, naming nobody.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key, or its principal.</param>
public sealed record AccessRequestAnsweredOtherwise(Instant OccurredAt, string Request, string Reason, string KeyId, string Holder);

/// <summary>What a consumer asks to have.</summary>
public enum AccessRequestKind
{
    /// <summary>Access to all that is kept (inzage, AVG 15): within one month.</summary>
    Access,

    /// <summary>The same in a form that machines read (overdraagbaarheid, AVG 20): within one month.</summary>
    Portability,

    /// <summary>The proof of a consent (Code Telemarketing): within five working days. Never registered: it follows from <c>consent.proof-requested</c>.</summary>
    Proof,
}
