using EvidenceVault.Domain.Exhibits;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>A fact of a dossier as it counts at some moment: with its corrections applied and its references resolved.</summary>
public sealed class KnownFact
{
    internal KnownFact(Guid eventId, Fact fact, Instant recordedAt, Instant firstRecordedAt, IReadOnlyList<RecordedFact> corrections)
    {
        EventId = eventId;
        Fact = fact;
        RecordedAt = recordedAt;
        FirstRecordedAt = firstRecordedAt;
        Corrections = corrections;
        Instants = [fact.OccurredAt];
    }

    /// <summary>The event of the original; of the correction where the original is not known here; empty for a call that was not made.</summary>
    public Guid EventId { get; }

    /// <summary>The body that counts: the corrected one where there is a correction.</summary>
    public Fact Fact { get; }

    /// <summary>When the body that counts was recorded.</summary>
    public Instant RecordedAt { get; }

    /// <summary>When the first version was recorded.</summary>
    public Instant FirstRecordedAt { get; }

    /// <summary>The corrections that led from the original to the body that counts, in that order. The last one gives the body.</summary>
    public IReadOnlyList<RecordedFact> Corrections { get; }

    /// <summary>When it happened, in every version of it: of the original and of each correction, whether it counts or not. Earliest first.</summary>
    internal IReadOnlyList<Instant> Instants { get; init; }

    /// <summary>Whether it was moved to another consumer's dossier, and counts no more.</summary>
    public bool IsMovedAway { get; internal init; }

    /// <summary>The consent it refers to; null: none, or not known yet.</summary>
    public KnownFact? Consent { get; internal set; }

    /// <summary>The call it refers to; null: none, or not known yet.</summary>
    public KnownFact? Call { get; internal set; }

    /// <summary>The fact a call says it relies on; null: none, or not known yet.</summary>
    public KnownFact? ReliesOn { get; internal set; }

    /// <summary>When it happened, as the source said it.</summary>
    public Instant OccurredAt => Fact.OccurredAt;

    /// <summary>A number that costs nothing to tell: facts are the keys of many indexes, for the one judgement they serve. They are equal only to themselves.</summary>
    public override int GetHashCode() => EventId.GetHashCode();

    /// <summary>The event of the body that counts.</summary>
    public Guid LatestEventId => Corrections.Count == 0 ? EventId : Corrections[^1].EventId;
}

/// <summary>A known fact with its body's type.</summary>
/// <param name="Source">The known fact.</param>
/// <param name="Fact">Its body.</param>
/// <typeparam name="T">The type of the body.</typeparam>
public readonly record struct Known<T>(KnownFact Source, T Fact)
    where T : Fact;

/// <summary>A reference to a fact that has not come yet, or that several facts match.</summary>
/// <param name="From">The event of the fact that refers.</param>
/// <param name="Field">The field of the API it stands in: <c>consent</c>, <c>call</c>, <c>reliesOn</c> or <c>corrects</c>.</param>
/// <param name="Ref">The reference.</param>
public sealed record UnresolvedReference(Guid From, string Field, FactRef Ref);

/// <summary>An exhibit as known, with its references resolved.</summary>
/// <param name="Exhibit">The exhibit.</param>
/// <param name="State">Its state then; holds are laid over it by the caller.</param>
/// <param name="Consent">The consent it proves.</param>
/// <param name="Call">The call it records.</param>
public sealed record KnownExhibit(Exhibit Exhibit, ExhibitState State, KnownFact? Consent, KnownFact? Call);

/// <summary>
/// A no to calls: a withdrawal, an objection, or a call stopped because the person is vulnerable. Every version of it stands: an objection is never
/// lifted by a correction.
/// </summary>
/// <param name="Source">The fact.</param>
/// <param name="EventId">The event of this version.</param>
/// <param name="At">When it was made.</param>
/// <param name="RecordedAt">When this version was recorded.</param>
/// <param name="Consent">The one consent the person limited it to; null: no such limit, or one that is not known here.</param>
/// <param name="Products">The products the person limited it to; null: no limit.</param>
/// <param name="InCall">The call it was made in.</param>
public sealed record Objection(
    KnownFact Source,
    Guid EventId,
    Instant At,
    Instant RecordedAt,
    KnownFact? Consent,
    IReadOnlyList<string>? Products,
    KnownFact? InCall);
