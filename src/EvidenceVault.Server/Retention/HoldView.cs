using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Retention;
using NodaTime;

namespace EvidenceVault.Server.Retention;

/// <summary>A hold as clients read it.</summary>
public sealed record HoldView(
    string Ref, string State, HoldScope Scope, string? Inquiry, string Reason, string Approver, LocalDate ReviewOn, bool ReviewIsOverdue, Instant PlacedAt, string PlacedBy,
    HoldReleaseView? Release, HoldConflictView? Conflict)
{
    /// <summary>What of its scope was claimed for deletion before it was placed, and goes; null: not asked.</summary>
    public IReadOnlyList<string>? AlreadyClaimed { get; init; }

    /// <summary>Persons whose erasure was decided before it was placed, and that it stops; null: not asked.</summary>
    public IReadOnlyList<Guid>? StoppedErasures { get; init; }

    public static HoldView Of(HoldStanding standing, Instant now)
    {
        var hold = standing.Hold;
        var state = !hold.Stands ? "released" : hold.ReleaseRequested is not null ? "release-requested" : "active";
        return new(
            hold.Placed.Hold, state, hold.Placed.Scope, hold.Placed.Inquiry, hold.Reason, hold.Approver, hold.ReviewOn,
            hold.Stands && hold.ReviewOn < Amsterdam.DateOf(now), hold.Placed.OccurredAt, hold.Placed.Holder,
            hold.ReleaseRequested is { } asked ? new(asked.OccurredAt, asked.Holder, asked.Reason, hold.Released?.OccurredAt, hold.Released?.Holder) : null,
            standing.ConflictSince is { } since ? HoldConflictView.Of(standing, since, now) : null);
    }
}

/// <summary>How the release of a hold stands.</summary>
public sealed record HoldReleaseView(Instant RequestedAt, string RequestedBy, string? Reason, Instant? ApprovedAt, string? ApprovedBy);

/// <summary>How it stands with what a hold keeps past its term.</summary>
/// <param name="Since">When it first kept something so.</param>
/// <param name="UsableUntil">Until when that may be used.</param>
/// <param name="IsRestricted">Whether that has passed: it is kept, and nobody may listen.</param>
/// <param name="Decision">The last decision; null: none.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="DecidedBy">By whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day for which it was decided.</param>
public sealed record HoldConflictView(
    Instant Since, Instant? UsableUntil, bool IsRestricted, HoldDecision? Decision, Instant? DecidedAt, string? DecidedBy, string? Reason, LocalDate? Until)
{
    public static HoldConflictView Of(HoldStanding standing, Instant since, Instant now)
    {
        var decided = standing.Hold.Decided;
        return new(
            since, standing.UsableUntil, standing.Hold.KeepsPastTerm && standing.UsableUntil <= now, decided?.Decision, decided?.OccurredAt, decided?.Holder, decided?.Reason, decided?.Until);
    }
}
