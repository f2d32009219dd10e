using System.Net;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Access;

/// <summary>Counts requests without a valid key by address. Keys have 256 random bits, so this spares the database rather than the keys.</summary>
public sealed class FailedAttempts(VaultSettings settings, TimeProvider clock)
{
    private readonly AddressBuckets _buckets = new(settings.FailedAttemptsPerMinute / 60.0, settings.FailedAttemptsPerMinute, clock);

    /// <summary>Whether an address has no attempts left: the seconds to wait; null where it has.</summary>
    public int? Exhausted(IPAddress? address) => _buckets.Of(address).Peek() is { Taken: false } outcome ? outcome.SecondsToWait : null;

    /// <summary>Notes a failure. Where there were too many already: the seconds to wait.</summary>
    public int? Note(IPAddress? address) => _buckets.Of(address).Take() is { Taken: false } outcome ? outcome.SecondsToWait : null;
}
