using NodaTime;

namespace EvidenceVault.Domain.Retention;

/// <summary>A principal asked that all that is kept for it goes when its contract ends (AVG 28(3)(g)). On the stream <c>contract-end</c>, as all of these.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="EndsOn">The last day of the contract, in Amsterdam: nothing goes before it is over.</param>
/// <param name="Reason">Why, naming nobody.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record ContractEndRequested(Instant OccurredAt, LocalDate EndsOn, string Reason, string KeyId, string Holder);

/// <summary>A second person agreed to it.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="WithoutExport">Why nothing was taken along; null: all was exported before.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record ContractEndApproved(Instant OccurredAt, string? WithoutExport, string KeyId, string Holder);

/// <summary>It was called off, before anything went.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The person behind it.</param>
public sealed record ContractEndWithdrawn(Instant OccurredAt, string KeyId, string Holder);

/// <summary>The contract is over and nothing stands against it: nothing is taken in or shown from now on.</summary>
/// <param name="OccurredAt">When.</param>
public sealed record ContractEndBegun(Instant OccurredAt);

/// <summary>Something was put against it while it began, before any key was destroyed: it waits, and all is taken in and shown again.</summary>
/// <param name="OccurredAt">When.</param>
public sealed record ContractEndPutOff(Instant OccurredAt);

/// <summary>All is gone. What remains are facts that can be linked to nobody, so that the ledger can still be verified: the certificate of it.</summary>
/// <param name="OccurredAt">When the last of it was gone.</param>
/// <param name="KeysDestroyedAt">When the key went that every other key of the principal was wrapped with; nothing could be read from then on.</param>
/// <param name="Consumers">How many consumers' cards and keys went.</param>
/// <param name="Exhibits">How many exhibits' files went now; those deleted before have certificates of their own.</param>
/// <param name="Packs">How many packs went now.</param>
/// <param name="Annexes">From how many events what was handed in beside them was removed.</param>
/// <param name="SoftDeleteDays">For how many days the storage keeps what is deleted, unreadable without its key; null: not.</param>
public sealed record ContractEnded(Instant OccurredAt, Instant KeysDestroyedAt, long Consumers, long Exhibits, long Packs, long Annexes, int? SoftDeleteDays);

/// <summary>The end of a contract as a fold over its stream.</summary>
/// <param name="Requested">The request that stands; null: none.</param>
/// <param name="Approved">The second person's agreement to it; null: not yet.</param>
/// <param name="Begun">That it began; null: not yet.</param>
/// <param name="Ended">That all is gone; null: not yet.</param>
public sealed record ContractEnd(ContractEndRequested? Requested, ContractEndApproved? Approved = null, ContractEndBegun? Begun = null, ContractEnded? Ended = null)
{
    /// <summary>The shortest time between asking and the last day: to take everything along, and to find out about a mistake.</summary>
    public static readonly Period ShortestNotice = Period.FromDays(7);

    /// <summary>The longest.</summary>
    public static readonly Period LongestNotice = Period.FromYears(2);

    /// <summary>The first instant after the contract's last day; null: nobody asked.</summary>
    public Instant? EndsAt => Requested is { } requested ? Judging.Amsterdam.StartOf(requested.EndsOn.PlusDays(1)) : null;

    /// <summary>Whether a second person may still agree to it on a day: as long before the last as it had to be asked for.</summary>
    public bool LeavesTime(LocalDate today) => Requested is { } requested && requested.EndsOn >= today.Plus(ShortestNotice);

    /// <summary>Whether it may begin at an instant, holds and cases aside.</summary>
    public bool IsDue(Instant now) => Approved is not null && Begun is null && EndsAt <= now;

    /// <summary>It with one more event; null before it was asked for, and after it was called off.</summary>
    public static ContractEnd? Apply(ContractEnd? end, object body) => (end, body) switch
    {
        ({ Begun: null } or null, ContractEndRequested requested) => new(requested),
        ({ Begun: null }, ContractEndApproved approved) => end with { Approved = approved },
        ({ Begun: null }, ContractEndWithdrawn) => null,
        // Begun again after a backup was put back from before it was asked for.
        (_, ContractEndBegun begun) => (end ?? new ContractEnd(Requested: null)) with { Begun = begun },
        ({ Ended: null }, ContractEndPutOff) => end with { Begun = null },
        (_, ContractEnded ended) => (end ?? new ContractEnd(Requested: null)) with { Ended = ended },
        _ => end,
    };
}

/// <summary>What keeps a contract's end from beginning.</summary>
/// <param name="Holds">Holds that stand.</param>
/// <param name="Inquiries">Cases that are not closed.</param>
/// <param name="Requests">How many consumers wait for an answer.</param>
public sealed record ContractEndObstacles(IReadOnlyList<string> Holds, IReadOnlyList<string> Inquiries, long Requests)
{
    /// <summary>Whether there is any.</summary>
    public bool Any => Holds.Count > 0 || Inquiries.Count > 0 || Requests > 0;
}
