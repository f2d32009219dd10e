namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A complaint (klacht) came in. Its text stands in the annex.</summary>
public sealed record ComplaintReceived : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "complaint.received";

    /// <summary>What it is about.</summary>
    public required ComplaintSubject About { get; init; }

    /// <summary>The call it is about.</summary>
    public FactRef? Call { get; init; }

    /// <summary>Keyed hash (hex) under the consumer's key of the text.</summary>
    public required string TextHash { get; init; }

    /// <summary>How it came in, as a short token such as <c>phone</c> or <c>email</c>.</summary>
    public required string Via { get; init; }
}

/// <summary>A compliment came in. Its text stands in the annex.</summary>
public sealed record ComplimentReceived : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "compliment.received";

    /// <summary>What it is about.</summary>
    public required ComplaintSubject About { get; init; }

    /// <summary>The call it is about.</summary>
    public FactRef? Call { get; init; }

    /// <summary>Keyed hash (hex) under the consumer's key of the text.</summary>
    public required string TextHash { get; init; }

    /// <summary>How it came in, as a short token such as <c>phone</c> or <c>email</c>.</summary>
    public required string Via { get; init; }
}

/// <summary>Subjects of complaints and compliments.</summary>
public enum ComplaintSubject
{
    /// <summary>Telemarketing.</summary>
    Telemarketing,

    /// <summary>Door-to-door sales.</summary>
    DoorToDoor,

    /// <summary>Field marketing.</summary>
    FieldMarketing,

    /// <summary>Something else.</summary>
    Other,
}
