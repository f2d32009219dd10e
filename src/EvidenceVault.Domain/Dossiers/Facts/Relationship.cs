namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A relationship with the principal began: customer, donor, and so on. Tw 11.7 lid 4 (old), 5 and 6.</summary>
public sealed record RelationshipStarted : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "relationship.started";

    /// <summary>Keyed hash (hex) of the client's name for the relationship under the consumer's key: ties its end to its start.</summary>
    public required string RelationshipMac { get; init; }

    /// <summary>As what.</summary>
    public required RelationshipRole As { get; init; }

    /// <summary>The products it is about.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>Whether the right to object was offered when the data were collected; null where not stated.</summary>
    public bool? NoticeAtCollection { get; init; }
}

/// <summary>A relationship with the principal ended.</summary>
public sealed record RelationshipEnded : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "relationship.ended";

    /// <summary>Keyed hash (hex) of the client's name for the relationship under the consumer's key: ties its end to its start.</summary>
    public required string RelationshipMac { get; init; }

    /// <summary>As what.</summary>
    public required RelationshipRole As { get; init; }

    /// <summary>The products it was about.</summary>
    public required IReadOnlyList<string> Products { get; init; }

    /// <summary>Whether the right to object was offered when the data were collected; null where not stated.</summary>
    public bool? NoticeAtCollection { get; init; }
}

/// <summary>Roles in which a person relates to the principal.</summary>
public enum RelationshipRole
{
    /// <summary>Customer (klant).</summary>
    Customer,

    /// <summary>Donor.</summary>
    Donor,

    /// <summary>Volunteer (vrijwilliger).</summary>
    Volunteer,

    /// <summary>Attended an event (manifestatie).</summary>
    EventAttendee,

    /// <summary>Subscriber to a periodical.</summary>
    Subscriber,

    /// <summary>Signed a petition.</summary>
    Petitioner,
}
