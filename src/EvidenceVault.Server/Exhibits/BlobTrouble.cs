using System.Security.Cryptography;
using Azure;

namespace EvidenceVault.Server.Exhibits;

/// <summary>The blob store does not answer, or refuses: try again later. Says nothing about what is stored.</summary>
public sealed class BlobsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A blob that should be there is not, or is not what was put there.</summary>
public sealed class BlobDamagedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Tells the blob store's own troubles from everything else, such as a client that went away.</summary>
public static class BlobTrouble
{
    /// <summary>The exception to throw instead; null: it is not the blob store's.</summary>
    public static Exception? From(Exception e, CancellationToken ct) => e switch
    {
        // A container that is missing is a matter of configuration, and says nothing about one blob.
        RequestFailedException { Status: StatusCodes.Status404NotFound, ErrorCode: "BlobNotFound" } missing => new BlobDamagedException("The blob is missing.", missing),
        RequestFailedException { Status: StatusCodes.Status412PreconditionFailed } changed => new BlobDamagedException("The blob was replaced.", changed),
        RequestFailedException { Status: StatusCodes.Status416RangeNotSatisfiable } shorter => new BlobDamagedException("The blob is shorter.", shorter),
        RequestFailedException failed => new BlobsUnavailableException($"The blob store answered {failed.Status} {failed.ErrorCode}.", failed),
        // Azure.Core gathers the failures of several attempts.
        AggregateException several when several.InnerExceptions.Any(x => x is RequestFailedException or OperationCanceledException) =>
            new BlobsUnavailableException("The blob store does not answer.", several),
        // Not cancelled by us: a network timeout.
        OperationCanceledException when !ct.IsCancellationRequested => new BlobsUnavailableException("The blob store does not answer in time.", e),
        CryptographicException or ArgumentException or FormatException or System.Text.Json.JsonException =>
            new BlobDamagedException("The blob does not open with its key.", e),
        _ => null,
    };
}
