using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace EvidenceVault.Server.Access;

/// <summary>
/// Token buckets by address, in a table of a fixed size: whoever has very many addresses shares its slots with others, but fills no memory.
/// </summary>
public sealed class AddressBuckets
{
    private const int Slots = 4096;

    private readonly TokenBucket[] _slots;
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(16);

    public AddressBuckets(double perSecond, double burst, TimeProvider clock)
    {
        _slots = new TokenBucket[Slots];
        for (var i = 0; i < Slots; i++) _slots[i] = new TokenBucket(perSecond, burst, clock);
    }

    /// <summary>The bucket of an address.</summary>
    public TokenBucket Of(IPAddress? address) => _slots[Slot(address)];

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
