using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake;

/// <summary>How many uploads are open at once, of each key and in all. Every server counts for itself.</summary>
public sealed class OpenUploads(VaultSettings settings)
{
    private const int RetryAfterSeconds = 5;

    private static readonly Problem Full = new(StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "Too many uploads are open just now. Wait as long as Retry-After says.")
    {
        RetryAfter = RetryAfterSeconds,
    };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Opens one; or says why there can be no more.</summary>
    /// <param name="keyId">The key it comes with.</param>
    /// <returns>Its place, until that is disposed of.</returns>
    public (IDisposable? Place, Problem? Problem) Open(string keyId)
    {
        lock (_lock)
        {
            var ofKey = _byKey.GetValueOrDefault(keyId);
            if (ofKey >= settings.UploadsPerKey) return (null, OfKey());
            if (_all >= settings.Uploads) return (null, Full);
            (_byKey[keyId], _all) = (ofKey + 1, _all + 1);
        }

        return (new Place(this, keyId), null);
    }

    private Problem OfKey() => new(
        StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited, $"This key has {settings.UploadsPerKey} uploads open, and may have no more. End one, or wait until one has ended.")
    {
        RetryAfter = RetryAfterSeconds,
    };

    private void Close(string keyId)
    {
        lock (_lock)
        {
            _all--;
            if (--_byKey[keyId] == 0) _byKey.Remove(keyId);
        }
    }

    private sealed class Place(OpenUploads uploads, string keyId) : IDisposable
    {
        private int _closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0) uploads.Close(keyId);
        }
    }
}
