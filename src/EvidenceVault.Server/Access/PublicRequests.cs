using System.Net;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Access;

/// <summary>Counts requests to public pages by address: as many as a key may make.</summary>
public sealed class PublicRequests(VaultSettings settings, TimeProvider clock)
{
    private const int BurstSeconds = 10;

    private readonly AddressBuckets _buckets = new(settings.RequestsPerSecond, settings.RequestsPerSecond * BurstSeconds, clock);

    /// <summary>Counts one. The problem where there were too many.</summary>
    public Problem? Count(IPAddress? address) => _buckets.Of(address).Take() is { Taken: false } outcome
        ? new Problem(StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited, "Too many requests came from this address. Wait as long as Retry-After says.")
        {
            RetryAfter = outcome.SecondsToWait,
        }
        : null;
}
