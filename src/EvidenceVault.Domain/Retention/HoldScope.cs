using System.Text.Json.Serialization;
using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>What a hold keeps: everything of which each part that is given is true. Null parts are true of everything.</summary>
/// <param name="Consumers">About one of these consumers.</param>
/// <param name="Campaigns">Of one of these campaigns.</param>
/// <param name="Parties">Of one of these parties.</param>
/// <param name="From">Recorded at this day or later, in Europe/Amsterdam, or relied on by a call at this day or later.</param>
/// <param name="To">Recorded before this day.</param>
public sealed record HoldScope(
    IReadOnlyList<Guid>? Consumers, IReadOnlyList<string>? Campaigns, IReadOnlyList<string>? Parties, LocalDate? From = null, LocalDate? To = null)
{
    /// <summary>Whether a thing is in this scope.</summary>
    public bool Covers(Holdable thing) =>
        (Consumers is null || (thing.Consumer is { } consumer && Consumers.Contains(consumer)))
        && (Campaigns is null || Campaigns.Intersect(thing.Campaigns, StringComparer.Ordinal).Any())
        && (Parties is null || Parties.Intersect(thing.Parties, StringComparer.Ordinal).Any())
        && !(FromInstant > (thing.LastReliedAt is { } relied ? Instant.Max(thing.RecordedAt, relied) : thing.RecordedAt))
        && !(ToInstant <= thing.RecordedAt);

    /// <summary>Whether another scope is the same, in whatever order its parts are named.</summary>
    public bool IsSame(HoldScope other) =>
        IsSame(Consumers, other.Consumers) && IsSame(Campaigns, other.Campaigns) && IsSame(Parties, other.Parties) && (From, To) == (other.From, other.To);

    private static bool IsSame<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) =>
        one is null || other is null ? one is null && other is null : one.ToHashSet().SetEquals(other);

    /// <summary>The instant from which on things are in it; null: from the first.</summary>
    [JsonIgnore]
    public Instant? FromInstant => From is { } day ? Judging.Amsterdam.StartOf(day) : null;

    /// <summary>The instant before which things are in it; null: until the last.</summary>
    [JsonIgnore]
    public Instant? ToInstant => To is { } day ? Judging.Amsterdam.StartOf(day) : null;
}

/// <summary>What a hold asks about a thing that it may keep.</summary>
/// <param name="Consumer">Whom it is about; null: nobody named.</param>
/// <param name="Campaigns">Each campaign it has to do with: its own, and those of the calls and consents it proves.</param>
/// <param name="Parties">Each party likewise.</param>
/// <param name="RecordedAt">When it was made.</param>
/// <param name="LastReliedAt">The last call that relied on a consent which it proves: what was done in a period is proved by what is older than it. Null: none did.</param>
public sealed record Holdable(Guid? Consumer, IReadOnlyList<string> Campaigns, IReadOnlyList<string> Parties, Instant RecordedAt, Instant? LastReliedAt = null);
