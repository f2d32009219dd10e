using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using EvidenceVault.Server.Hosting;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace EvidenceVault.Server.Access;

/// <summary>Tells who makes a request from its header <c>Authorization</c>, and from nothing else.</summary>
public sealed class Authenticator(ApiKeys keys, FailedAttempts failures, VaultSettings settings, IClock clock) : IDisposable
{
    /// <summary>The id under which the operator's key appears in events and lists.</summary>
    public const string OperatorId = "operator";

    private const string Scheme = "Bearer ";

    private static readonly Problem Unauthenticated = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.Unauthenticated, "Send a valid API key as Authorization: Bearer <key>.");

    private static readonly Problem Expired = new(
        StatusCodes.Status401Unauthorized, ProblemCodes.KeyExpired, "This key has expired. Ask whoever issued it for another.");

    // Compared with where there is no key by an id, so that an unknown id takes as long as a wrong secret.
    private static readonly byte[] NobodysHash = RandomNumberGenerator.GetBytes(32);

    private readonly SemaphoreSlim _suspects = new(2);
    private readonly byte[] _operatorHash = ApiKeyText.Hash(settings.OperatorKey);
    private readonly Caller _operator = new(OperatorId, IsOperator: true, null, null, null, FrozenSet<string>.Empty);

    /// <summary>The caller, or why there is none.</summary>
    public async ValueTask<(Caller? Caller, Problem? Problem)> Authenticate(StringValues header, IPAddress? address, CancellationToken ct)
    {
        if (Credentials(header) is not { } credentials) return (null, Fail(address));
        if (CryptographicOperations.FixedTimeEquals(ApiKeyText.Hash(credentials), _operatorHash)) return (_operator, null);
        if (ApiKeyText.Parse(credentials) is not { } text) return (null, Fail(address));
        var hash = ApiKeyText.Hash(text.Secret);

        // A secret never changes, so a known key needs no query to be refused.
        if (keys.Seen(text.Id) is { } seen && !CryptographicOperations.FixedTimeEquals(seen.SecretHash, hash)) return (null, Fail(address));
        // Whoever guesses from the same address, as behind one proxy, keeps no valid key out: its look-up may wait, and takes place.
        var stored = await Look(text.Id, address, ct);
        var matches = CryptographicOperations.FixedTimeEquals(stored?.SecretHash ?? NobodysHash, hash);
        if (stored is null || !matches || stored.Key.RevokedAt is not null) return (null, Fail(address));
        return stored.Key.ExpiresAt <= clock.GetCurrentInstant() ? (null, Expired) : (stored.Key.ToCaller(), null);
    }

    public void Dispose() => _suspects.Dispose();

    // Those who guess share a few look-ups at a time, and take none from the others.
    private async ValueTask<ApiKeys.Stored?> Look(string id, IPAddress? address, CancellationToken ct)
    {
        if (keys.Seen(id) is not null || failures.Exhausted(address) is null) return await keys.Find(id, ct);
        await _suspects.WaitAsync(ct);
        try
        {
            return await keys.Find(id, ct);
        }
        finally
        {
            _suspects.Release();
        }
    }

    private Problem Fail(IPAddress? address) => failures.Note(address) is { } wait ? TooMany(wait) : Unauthenticated;

    private static Problem TooMany(int seconds) => new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited, "Too many requests without a valid key came from this address. Wait, and mend the key.")
    { RetryAfter = seconds };

    private static string? Credentials(StringValues header) =>
        header is [{ Length: > 7 and <= 512 } one] && one.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? one[Scheme.Length..].Trim() : null;
}
