using System.Net;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.ConsumerPages;

/// <summary>How many forms an address may send in: nobody goes through numbers or codes.</summary>
public sealed class PageLimits(VaultSettings settings, TimeProvider clock)
{
    private readonly AddressBuckets _buckets = new(settings.FormsPerMinute / 60.0, settings.FormsPerMinute, clock);

    /// <summary>Counts one. The seconds to wait where there were too many.</summary>
    public int? Count(IPAddress? address) => _buckets.Of(address).Take() is { Taken: false } outcome ? outcome.SecondsToWait : null;
}
