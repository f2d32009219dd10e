using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>Somebody asked that a person be erased (AVG 17). From now on the card is restricted (AVG 18). On the stream <c>erasure/{consumer}</c>.</summary>
/// <param name="OccurredAt">When; the answer is due within one month of it (AVG 12(3)).</param>
/// <param name="Consumer">Who.</param>
/// <param name="Ground">On what ground.</param>
/// <param name="Approver">The opaque name of the person who is to decide; null: whoever may.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record ErasureRequested(Instant OccurredAt, Guid Consumer, ErasureGround Ground, string? Approver, string KeyId, string Holder);

/// <summary>A second person decided about it.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Consumer">Who.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Reason">Why, naming nobody.</param>
/// <param name="DespiteTerm">Whether it was decided although a call lies within the limitation term.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record ErasureDecided(Instant OccurredAt, Guid Consumer, ErasureDecision Decision, string Reason, bool DespiteTerm, string KeyId, string Holder);

/// <summary>Card and key were destroyed: what remains can be linked to nobody, and nobody may be called on that number again.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Consumer">Who it was.</param>
/// <param name="Parties">The parties for which the number's hash was kept, so that they go on leaving it alone.</param>
public sealed record ConsumerErased(Instant OccurredAt, Guid Consumer, IReadOnlyList<string> Parties);

/// <summary>The terms of all facts about a person had ended and no hold stood: card and key were destroyed, as at an erasure. On the stream <c>erasure/{consumer}</c>.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Consumer">Who it was.</param>
/// <param name="KeepUntil">The last instant it was to be kept.</param>
/// <param name="Term">The term that decided.</param>
/// <param name="Trigger">The event it was counted from; null: no event.</param>
/// <param name="Policy">The event that set the policy; null: the defaults.</param>
/// <param name="Parties">The parties for which the number's hash was kept in suppressions.</param>
/// <param name="NumberReleased">Whether the number is free for another dossier: nobody had objected to calls on it, or withdrawn consent to them.</param>
public sealed record ConsumerExpired(
    Instant OccurredAt, Guid Consumer, Instant KeepUntil, FactTerm Term, Guid? Trigger, Guid? Policy, IReadOnlyList<string> Parties, bool NumberReleased);

/// <summary>Grounds of AVG 17(1).</summary>
public enum ErasureGround
{
    /// <summary>No longer needed for what it was collected for (a).</summary>
    NoLongerNeeded,

    /// <summary>The consent was withdrawn and nothing else allows it (b).</summary>
    ConsentWithdrawn,

    /// <summary>The person objects (c).</summary>
    Objection,

    /// <summary>It was processed unlawfully (d).</summary>
    Unlawful,

    /// <summary>A law demands it (e).</summary>
    LegalObligation,

    /// <summary>It was collected from a child for a service of the information society (f).</summary>
    Child,
}

/// <summary>What can be decided about an erasure.</summary>
public enum ErasureDecision
{
    /// <summary>Card and key are destroyed.</summary>
    Erase,

    /// <summary>The card stays restricted while a term or a hold stands (AVG 17(3)(e)), and goes right after.</summary>
    Restrict,
}

/// <summary>An erasure as a fold over its stream.</summary>
/// <param name="Requested">The request.</param>
/// <param name="Decided">The last decision; null: none yet.</param>
/// <param name="Erased">That it was done; null: not yet.</param>
public sealed record Erasure(ErasureRequested Requested, ErasureDecided? Decided = null, ConsumerErased? Erased = null)
{
    /// <summary>The fine's limitation term (Awb 5:45), in which what was said and done may still have to be proved.</summary>
    public static readonly Period LimitationTerm = Period.FromYears(5);

    private static readonly Period TimeToAnswer = Period.FromMonths(1);

    /// <summary>The last day on which the person must have an answer (AVG 12(3)).</summary>
    public LocalDate AnswerBy => Judging.Amsterdam.DateOf(Requested.OccurredAt).Plus(TimeToAnswer);

    /// <summary>The erasure with one more event; null before it was asked for.</summary>
    public static Erasure? Apply(Erasure? erasure, object body) => (erasure, body) switch
    {
        (null, ErasureRequested requested) => new(requested),
        // The person's term runs from the first.
        (not null, ErasureRequested again) => erasure with { Requested = again with { OccurredAt = erasure.Requested.OccurredAt } },
        (not null, ErasureDecided decided) => erasure with { Decided = decided },
        (not null, ConsumerErased erased) => erasure with { Erased = erased },
        // Its terms ended before it was decided.
        (not null, ConsumerExpired expired) => erasure with { Erased = new(expired.OccurredAt, expired.Consumer, expired.Parties) },
        _ => erasure,
    };
}

/// <summary>What stands against an erasure now.</summary>
/// <param name="LastCall">The last call to the person; null: none was made.</param>
/// <param name="Holds">The holds that cover the person.</param>
/// <param name="HasOpenRequest">Whether a request of the person under the AVG waits for its answer.</param>
public sealed record ErasureObstacles(Instant? LastCall, IReadOnlyList<string> Holds, bool HasOpenRequest = false)
{
    /// <summary>Whether something keeps the person whatever is decided: the term alone can be decided about.</summary>
    public bool Keep => Holds.Count > 0 || HasOpenRequest;

    /// <summary>The end of the limitation term; null: no call was made.</summary>
    public Instant? TermEndsAt => LastCall is { } call ? Judging.Amsterdam.EndOfTerm(call, Erasure.LimitationTerm) : null;

    /// <summary>Whether a call lies within the limitation term.</summary>
    public bool TermStands(Instant now) => TermEndsAt >= now;

    /// <summary>Whether anything stands against it.</summary>
    public bool Any(Instant now) => Keep || TermStands(now);
}
