using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>A hold as a fold over its stream.</summary>
/// <param name="Placed">How it was placed.</param>
/// <param name="Reviewed">The last review; null: none yet.</param>
/// <param name="ReleaseRequested">The request for its release that is open or was approved; null: none.</param>
/// <param name="Released">Its release; null: it stands.</param>
/// <param name="Decided">The last decision about recordings past their term; null: none.</param>
public sealed record Hold(
    HoldPlaced Placed, HoldReviewed? Reviewed = null, HoldReleaseRequested? ReleaseRequested = null, HoldReleased? Released = null, HoldConflictDecided? Decided = null)
{
    /// <summary>How long a decision may take from when the hold first stopped a deletion. Without one the recordings stay, and nobody may listen to them.</summary>
    public static readonly Period TimeToDecide = Period.FromDays(14);

    /// <summary>Why it stands.</summary>
    public string Reason => Reviewed?.Reason ?? Placed.Reason;

    /// <summary>Who approved that.</summary>
    public string Approver => Reviewed?.Approver ?? Placed.Approver;

    /// <summary>When somebody must look whether it is still needed.</summary>
    public LocalDate ReviewOn => Reviewed?.ReviewOn ?? Placed.ReviewOn;

    /// <summary>Whether it keeps anything.</summary>
    public bool Stands => Released is null;

    /// <summary>Whether it keeps what is past its term as well.</summary>
    public bool KeepsPastTerm => Stands && Decided is not { Decision: HoldDecision.Delete };

    /// <summary>The hold with one more event; null before it was placed.</summary>
    public static Hold? Apply(Hold? hold, object body) => (hold, body) switch
    {
        (null, HoldPlaced placed) => new(placed),
        (not null, HoldReviewed reviewed) => hold with { Reviewed = reviewed },
        (not null, HoldReleaseRequested requested) => hold with { ReleaseRequested = requested },
        (not null, HoldReleased released) => hold with { Released = released },
        (not null, HoldConflictDecided decided) => hold with { Decided = decided },
        _ => hold,
    };

    /// <summary>The end of the time in which the recordings that it keeps past their term may be used.</summary>
    /// <param name="conflictSince">When it first stopped a deletion.</param>
    public Instant UsableUntil(Instant conflictSince)
    {
        var byDefault = Judging.Amsterdam.EndOfTerm(conflictSince, TimeToDecide);
        return Decided is { Decision: HoldDecision.Keep, Until: { } last } ? Instant.Max(byDefault, Judging.Amsterdam.StartOf(last.PlusDays(1))) : byDefault;
    }
}
