using EvidenceVault.Domain.Dossiers;
using NodaTime;

namespace EvidenceVault.Domain.Exhibits;

/// <summary>A file that proves something was announced: an event on the stream <c>exhibit/{id}</c>.</summary>
public sealed record ExhibitAnnounced
{
    /// <summary>When the announcement says the recording or capture was made.</summary>
    public required Instant OccurredAt { get; init; }

    /// <summary>The exhibit's id, chosen by the uploader.</summary>
    public required string Exhibit { get; init; }

    /// <summary>The holder of the uploading key.</summary>
    public required string UploadedBy { get; init; }

    /// <summary>Who made the recording or capture.</summary>
    public required string Party { get; init; }

    /// <summary>What kind of file it is.</summary>
    public required ExhibitKind Kind { get; init; }

    /// <summary>What it proves; never empty. Retention keeps the longest of their terms.</summary>
    public required IReadOnlyList<ExhibitPurpose> Purposes { get; init; }

    /// <summary>Its media type, such as <c>audio/ogg</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Its SHA-256, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its duration in milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Named parts of a recording.</summary>
    public IReadOnlyList<ExhibitSegment>? Segments { get; init; }

    /// <summary>The campaign it belongs to.</summary>
    public string? Campaign { get; init; }

    /// <summary>The ids of exhibits that belong to it; null: none.</summary>
    public IReadOnlyList<string>? Exhibits { get; init; }

    /// <summary>The consumer it is about; null where none was stated.</summary>
    public Guid? Consumer { get; init; }

    /// <summary>The consent it proves.</summary>
    public FactRef? Consent { get; init; }

    /// <summary>The call it records.</summary>
    public FactRef? Call { get; init; }
}

/// <summary>The bytes of an exhibit came in whole, with the announced length and hash.</summary>
/// <param name="OccurredAt">When they were stored.</param>
/// <param name="Exhibit">The exhibit's id.</param>
/// <param name="UploadedBy">The holder of the uploading key.</param>
/// <param name="Blob">The random name of the blob.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the plain bytes, lower-case hex.</param>
public sealed record ExhibitStored(Instant OccurredAt, string Exhibit, string UploadedBy, string Blob, long Size, string Sha256);

/// <summary>Somebody was given the bytes of an exhibit, or a part of them.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Exhibit">The exhibit's id.</param>
/// <param name="KeyId">The id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key, or its party or principal.</param>
/// <param name="FromByte">First byte asked for.</param>
/// <param name="ToByte">Last byte asked for, inclusive.</param>
/// <param name="Reason">Why, as a short code of the client's own; null where none was given.</param>
public sealed record ExhibitRead(Instant OccurredAt, string Exhibit, string KeyId, string Holder, long FromByte, long ToByte, string? Reason = null);

/// <summary>A named part of a recording.</summary>
/// <param name="Label">What it is, such as <c>spoken-yes</c> or <c>opening</c>.</param>
/// <param name="FromMs">Start in milliseconds from the start of the recording.</param>
/// <param name="ToMs">End in milliseconds.</param>
public sealed record ExhibitSegment(string Label, long FromMs, long ToMs);

/// <summary>Kinds of exhibit.</summary>
public enum ExhibitKind
{
    /// <summary>A voice recording.</summary>
    Voicelog,

    /// <summary>A capture of a form.</summary>
    FormCapture,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A document.</summary>
    Document,

    /// <summary>A call detail record.</summary>
    CallDetailRecord,
}

/// <summary>What an exhibit proves.</summary>
public enum ExhibitPurpose
{
    /// <summary>A consent.</summary>
    Consent,

    /// <summary>A verification.</summary>
    Verification,

    /// <summary>That a person and a number belong together.</summary>
    PersonLink,

    /// <summary>A request to be called.</summary>
    Callback,

    /// <summary>A sale.</summary>
    Sale,

    /// <summary>A call.</summary>
    Call,

    /// <summary>Kept for training.</summary>
    Training,

    /// <summary>A contract.</summary>
    Contract,
}

/// <summary>Where an exhibit stands.</summary>
public enum ExhibitState
{
    /// <summary>Announced; its bytes have not come.</summary>
    Awaited,

    /// <summary>Its bytes are there.</summary>
    Stored,

    /// <summary>Its bytes are there, and a hold keeps them whatever their term.</summary>
    Held,

    /// <summary>Lawfully deleted.</summary>
    Deleted,
}
