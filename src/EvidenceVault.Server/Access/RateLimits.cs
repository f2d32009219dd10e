using System.Globalization;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Access;

/// <summary>How many requests each key may make. Every server counts for itself.</summary>
public sealed class RateLimits(VaultSettings settings, TimeProvider clock)
{
    private const int Seconds = 10;
    private const int MostHeld = 50_000;

    // Keys are issued, not made up by whoever calls; the bound is for what a long-lived server piles up.
    private readonly Remembered<string, TokenBucket> _buckets = new(MostHeld);

    /// <summary>Counts a request and tells the client where it stands (draft-ietf-httpapi-ratelimit-headers).</summary>
    /// <returns>The problem where there were too many.</returns>
    public Problem? Count(string keyId, HttpResponse response)
    {
        var burst = settings.RequestsPerSecond * Seconds;
        var outcome = _buckets.Of(keyId, (settings.RequestsPerSecond, burst, clock), static (_, of) => new TokenBucket(of.RequestsPerSecond, of.burst, of.clock)).Take();
        response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";q={burst};w={Seconds}");
        response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"key\";r={outcome.Left};t={(outcome.Taken ? outcome.SecondsToFull : outcome.SecondsToWait)}");
        return outcome.Taken
            ? null
            : new Problem(StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited, "This key makes too many requests. Wait as long as Retry-After says.")
            {
                RetryAfter = outcome.SecondsToWait,
            };
    }
}
