using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Access;

/// <summary>
/// Counts requests without a valid key by address, in a table of a fixed size: whoever has very many addresses shares its slots with
/// others, but fills no memory. Keys have 256 random bits, so this spares the database rather than the keys.
/// </summary>
public sealed class FailedAttempts
{
    private const int Slots = 4096;

    private readonly TokenBucket[] _slots;
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(16);

    public FailedAttempts(VaultSettings settings, TimeProvider clock)
    {
        _slots = new TokenBucket[Slots];
        for (var i = 0; i < Slots; i++) _slots[i] = new TokenBucket(settings.FailedAttemptsPerMinute / 60.0, settings.FailedAttemptsPerMinute, clock);
    }

    /// <summary>Whether an address has no attempts left: the seconds to wait; null where it has.</summary>
    public int? Exhausted(IPAddress? address) => _slots[Slot(address)].Peek() is { Taken: false } outcome ? outcome.SecondsToWait : null;

    /// <summary>Notes a failure. Where there were too many already: the seconds to wait.</summary>
    public int? Note(IPAddress? address) => _slots[Slot(address)].Take() is { Taken: false } outcome ? outcome.SecondsToWait : null;

    private int Slot(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[32];
        _seed.CopyTo(bytes);
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        address?.TryWriteBytes(bytes[16..], out _);
        // One subscriber has a whole /64 of IPv6.
        var length = address?.AddressFamily == AddressFamily.InterNetworkV6 ? 24 : 20;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..length], hash);
        return BitConverter.ToUInt16(hash) % Slots;
    }
}
