using System.Net;

namespace EvidenceVault.Cli.Import;

/// <summary>The vault did not answer for longer than the patience there was.</summary>
public class UnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>It answered, and went on answering that this cannot be done just now: of the other things it may well be able to do some.</summary>
public sealed class BusyException(HttpStatusCode status) : UnreachableException($"The vault answers {(int)status}, and went on doing so.")
{
    /// <summary>What it answered.</summary>
    public HttpStatusCode Status { get; } = status;
}
