using NodaTime;

namespace EvidenceVault.Domain.AccessLog;

/// <summary>Somebody looked a consumer up, read a dossier or took a copy of all of it: an event on a stream <c>access/{day}/{lane}</c>.</summary>
/// <remarks>Listening to an exhibit and downloading a pack are events of their own, on the streams of those: <c>exhibit.read</c> and <c>pack.read</c>.</remarks>
/// <param name="OccurredAt">When.</param>
/// <param name="Kind">What was done.</param>
/// <param name="KeyId">The public id of the API key used.</param>
/// <param name="Holder">The opaque name of the person behind the key; null where none was given.</param>
/// <param name="Party">The party or principal that holds the key.</param>
/// <param name="Consumer">Whom it was about; null for a search that found nobody.</param>
/// <param name="Reason">Why, as a short code of the client's own; null where none was given.</param>
public sealed record AccessNoted(Instant OccurredAt, AccessKind Kind, string KeyId, string? Holder, string Party, Guid? Consumer, string? Reason);

/// <summary>Kinds of access to what is kept about people.</summary>
public enum AccessKind
{
    /// <summary>A number was looked up.</summary>
    Search,

    /// <summary>A dossier was read.</summary>
    Dossier,

    /// <summary>The content of an exhibit was given: a recording was listened to, a file read.</summary>
    ExhibitContent,

    /// <summary>The file of a pack was given.</summary>
    PackContent,

    /// <summary>All that is kept about a consumer was given as one file.</summary>
    Export,

    /// <summary>All that is kept for the principal was given, to the last line.</summary>
    ExportEnded,

    /// <summary>A link to a consumer's page was told, which shows what the page shows.</summary>
    Link,
}
