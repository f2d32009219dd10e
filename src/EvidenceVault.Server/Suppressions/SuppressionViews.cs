using EvidenceVault.Domain.Suppressions;
using NodaTime;

namespace EvidenceVault.Server.Suppressions;

/// <summary>A stretch of the feed. <paramref name="Next"/> is where to go on, also where nothing is there yet.</summary>
public sealed record SuppressionPage(IReadOnlyList<SuppressionView> Items, string Next, bool More);

/// <summary>An entry of the feed as a party is told it.</summary>
public sealed record SuppressionView(
    Guid EventId, SuppressionKind Kind, Instant OccurredAt, Instant RecordedAt, string? NumberHash, bool Limited, IReadOnlyList<string>? Products, bool OneConsent,
    string? Campaign, Guid? Corrects)
{
    public static SuppressionView Of(PlacedSuppression s) => new(
        s.EventId, s.Kind, s.OccurredAt, s.RecordedAt, s.NumberHash, s.Products is not null || s.OneConsent, s.Products, s.OneConsent, s.Campaign, s.Corrects);
}

/// <summary>A party's own key.</summary>
public sealed record SuppressionKeyView(string Party, string Algorithm, string Key);

/// <summary>How far a party has processed the feed.</summary>
public sealed record ReachedView(string Party, string? Cursor, Instant? AcknowledgedAt, Instant? RecordedAt);

/// <summary>How far a party has processed the feed, and how soon.</summary>
public sealed record ReaderView(
    string Party, string? Cursor, Instant? AcknowledgedAt, Instant? RecordedAt, long Open, Instant? OldestOpenAt, double? OldestOpenHours, long InTime, long Late,
    double? LongestHours);

/// <summary>How far all parties have.</summary>
public sealed record ReadersView(string Cursor, IReadOnlyList<ReaderView> Parties);

/// <summary>How soon each party of the chain processed one suppression.</summary>
public sealed record StandingView(SuppressionView Suppression, Instant DueAt, Instant? LastAcknowledgedAt, double? HoursToLast, IReadOnlyList<PartyStandingView> Parties);

/// <summary>How soon a party did.</summary>
public sealed record PartyStandingView(string Party, Instant? AcknowledgedAt, Instant? RecordedAt, double? Hours, bool? InTime);
