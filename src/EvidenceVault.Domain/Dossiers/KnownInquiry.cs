using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>A case about a consumer, or that may be: an inquiry by an authority, a complaint or a dispute that has a case file.</summary>
/// <param name="EventId">The event with which it was opened.</param>
/// <param name="RecordedAt">When the vault recorded it.</param>
/// <param name="Scope">Whom and what it is about, which never changes.</param>
public sealed record KnownInquiry(Guid EventId, Instant RecordedAt, HoldScope Scope)
{
    /// <summary>Whether it names a consumer.</summary>
    internal bool Names(Guid consumer) => Scope.Consumers is { } consumers && consumers.Contains(consumer);

    /// <summary>Whether it names no consumers and is about a fact by its campaign, by who did it and by when it happened.</summary>
    internal bool Covers(Fact fact) =>
        Scope.Consumers is null
        && (Scope.Campaigns is null || fact.Campaign is { } campaign && Scope.Campaigns.Contains(campaign, StringComparer.Ordinal))
        && (Scope.Parties is null || Scope.Parties.Contains(fact.Party, StringComparer.Ordinal))
        && !(Scope.FromInstant > fact.OccurredAt)
        && !(Scope.ToInstant <= fact.OccurredAt);
}
