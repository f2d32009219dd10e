using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>Where a consent stands at an instant.</summary>
/// <param name="EventId">The event of the grant.</param>
/// <param name="State">Its state.</param>
/// <param name="GrantedAt">When it was given.</param>
/// <param name="VerifiedAt">When it was confirmed in time, by a method the policy accepts and outside a sales call; null: it was not.</param>
/// <param name="WithdrawnAt">When it was withdrawn, or the person objected to calls; null: not wholly.</param>
/// <param name="ValidUntil">The last instant of its term: the one told to the person, else the policy's.</param>
/// <param name="EndsAt">The last instant of its life: when it was withdrawn or refused, or lapsed, or will; else the end of its term.</param>
/// <param name="ChangesAt">When time alone changes the state, just after that instant; null: never.</param>
public sealed record ConsentState(
    Guid EventId,
    ConsentStanding State,
    Instant GrantedAt,
    Instant? VerifiedAt,
    Instant? WithdrawnAt,
    Instant ValidUntil,
    Instant EndsAt,
    Instant? ChangesAt);

/// <summary>States of a consent.</summary>
public enum ConsentStanding
{
    /// <summary>Confirmed, not withdrawn, inside its term.</summary>
    Active,

    /// <summary>Not confirmed yet; the term for it still runs.</summary>
    Unverified,

    /// <summary>Withdrawn, or the person objected to calls.</summary>
    Withdrawn,

    /// <summary>Its term is over.</summary>
    Expired,

    /// <summary>The person said no when asked to confirm.</summary>
    Refused,

    /// <summary>Not confirmed within the policy's term.</summary>
    Lapsed,
}
