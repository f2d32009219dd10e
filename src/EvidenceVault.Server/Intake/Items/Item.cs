using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Intake;
using NodaTime;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>One item of evidence as it was read and normalised, before it is known whose dossier it belongs to.</summary>
public sealed record Item
{
    /// <summary>The item type, such as <c>call.attempted</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The client's own reference.</summary>
    public required string Ref { get; init; }

    /// <summary>The holder of the uploading key, in whose scope the reference is unique.</summary>
    public required string Holder { get; init; }

    /// <summary>The public id of the uploading key.</summary>
    public required string KeyId { get; init; }

    public required Instant OccurredAt { get; init; }

    /// <summary>Who did it.</summary>
    public required string Party { get; init; }

    public string? Campaign { get; init; }

    public IReadOnlyList<string>? Exhibits { get; init; }

    /// <summary>Whom it is about; null for items about nobody.</summary>
    public StatedConsumer? Consumer { get; init; }

    /// <summary>What identifies a person or is free text: encrypted beside the event.</summary>
    public required Annex Annex { get; init; }

    /// <summary>Makes the body once the keys are known; null for items that are no facts of a dossier.</summary>
    public Func<FactKeys, Fact>? Fact { get; init; }

    /// <summary>Makes the announcement of an exhibit once the keys are known.</summary>
    public Func<FactKeys?, ExhibitAnnounced>? Exhibit { get; init; }

    /// <summary>The number of attempts a dialler made on a day.</summary>
    public DialLogAnnounced? DialLog { get; init; }

    /// <summary>For a correction: the corrected item.</summary>
    public Item? Corrected { get; init; }
}

/// <summary>What an item says about the consumer.</summary>
public sealed record StatedConsumer(
    string Phone,
    string? Name = null,
    string? Email = null,
    PersonKind? Kind = null,
    string? LegalForm = null,
    string? Kvk = null,
    Instant? KindCheckedAt = null)
{
    /// <summary>What of it may stand in an event.</summary>
    public StatedPerson? Person => Kind is null && LegalForm is null && KindCheckedAt is null ? null : new(Kind, LegalForm, KindCheckedAt);
}

/// <summary>What of an item stands encrypted beside the event, under the consumer's key: gone with it.</summary>
public sealed record Annex
{
    public required string Ref { get; init; }

    public string? Note { get; init; }

    /// <summary>The text of a complaint or compliment, or the reason of a correction.</summary>
    public string? Text { get; init; }

    /// <summary>The place of capture as it came in, where it had a query string.</summary>
    public string? Place { get; init; }

    /// <summary>The agent's pseudonym.</summary>
    public string? Agent { get; init; }

    /// <summary>The caller's number.</summary>
    public string? CallerNumber { get; init; }

    /// <summary>The number a verification was asked or answered on.</summary>
    public string? Number { get; init; }

    /// <summary>The brand the phone showed.</summary>
    public string? Brand { get; init; }

    /// <summary>The reason the phone showed.</summary>
    public string? BrandReason { get; init; }

    /// <summary>The name of a relationship.</summary>
    public string? Relationship { get; init; }

    /// <summary>The annex of a corrected item.</summary>
    public Annex? Corrected { get; init; }
}

/// <summary>A reference to another fact as it came in.</summary>
/// <param name="Party">The holder named; null: the uploader's own, else the only match in the dossier.</param>
/// <param name="Ref">The reference.</param>
public sealed record StatedRef(string? Party, string Ref);
