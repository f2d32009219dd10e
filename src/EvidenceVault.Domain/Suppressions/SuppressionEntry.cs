using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Suppressions;

/// <summary>What the feed of suppressions tells of a fact: that a person said no to calls, or that such a no was corrected.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">When the person said it, from which the 72 hours count.</param>
/// <param name="UploadedBy">The holder who handed it in.</param>
/// <param name="RefMac">The keyed hash of its reference, by which a correction may name it.</param>
/// <param name="Campaign">The campaign stated with it; null: none.</param>
/// <param name="Products">The products the person limited it to; null: no such limit.</param>
/// <param name="OneConsent">Whether the person limited it to one consent.</param>
/// <param name="Corrects">For a correction: what it corrects.</param>
public sealed record SuppressionEntry(
    Guid EventId,
    SuppressionKind Kind,
    Instant At,
    string UploadedBy,
    string RefMac,
    string? Campaign,
    IReadOnlyList<string>? Products,
    bool OneConsent,
    FactRef? Corrects)
{
    /// <summary>
    /// The entry of a fact; null where it says nothing about suppressions. A correction to something else than a suppression is one only where what it
    /// corrects is one, which is not to be seen here.
    /// </summary>
    public static SuppressionEntry? Of(Guid eventId, Fact fact)
    {
        if (fact is not CorrectionMade correction)
            return Of(eventId, fact, fact, null);
        if (correction.Corrected is { } corrected && Of(eventId, fact, corrected, correction.Corrects) is { } version)
            return version;
        return new(eventId, SuppressionKind.Corrected, fact.OccurredAt, fact.UploadedBy, fact.RefMac, fact.Campaign, null, false, correction.Corrects);
    }

    private static SuppressionEntry? Of(Guid eventId, Fact fact, Fact body, FactRef? corrects) => body switch
    {
        ConsentWithdrawn w => new(eventId, SuppressionKind.Withdrawal, w.OccurredAt, fact.UploadedBy, fact.RefMac, w.Campaign, w.ScopeProducts, w.Consent is not null, corrects),
        ObjectionRegistered o => new(eventId, SuppressionKind.Objection, o.OccurredAt, fact.UploadedBy, fact.RefMac, o.Campaign, o.ScopeProducts, false, corrects),
        CallAttempted { Outcome: CallOutcome.StoppedVulnerable } c =>
            new(eventId, SuppressionKind.StoppedVulnerable, c.EndedAt ?? c.OccurredAt, fact.UploadedBy, fact.RefMac, c.Campaign, null, false, corrects),
        _ => null,
    };
}

/// <summary>What an entry in the feed of suppressions is.</summary>
public enum SuppressionKind
{
    /// <summary>Consent was withdrawn.</summary>
    Withdrawal,

    /// <summary>The person objected to calls.</summary>
    Objection,

    /// <summary>A call was stopped because the person is vulnerable.</summary>
    StoppedVulnerable,

    /// <summary>An earlier entry was corrected, and what counts now is no suppression of this number. It is told, and lifts nothing: a no stands whatever is said of it later.</summary>
    Corrected,
}
