using System.Text.Json;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake;

/// <summary>Where the items of an upload come from, one after the other.</summary>
public interface IUploadSource
{
    /// <summary>Reads on to the end of the upload. A cut-off upload ends with an exception; what went before stands.</summary>
    IAsyncEnumerable<UploadedItem> Read(HttpRequest request, CancellationToken ct);

    /// <summary>How many bytes of it were read so far.</summary>
    long BytesRead { get; }

    /// <summary>How many lines stand before the first item.</summary>
    long LinesBefore => 0;
}

/// <summary>One item of an upload, or what is wrong with the place where it should be.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Json">The item, valid until the next is asked for; null where there is a problem.</param>
/// <param name="Problem">Why it could not be read.</param>
/// <param name="Size">Its bytes as it came.</param>
/// <param name="IsLast">Whether nothing after it can be read, though there is more.</param>
public readonly record struct UploadedItem(long Line, JsonDocument? Json, Problem? Problem, int Size, bool IsLast = false);
