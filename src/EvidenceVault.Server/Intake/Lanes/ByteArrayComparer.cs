using System.Buffers.Binary;

namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>Compares keyed hashes by their bytes. Not for secrets: it does not take constant time.</summary>
public sealed class ByteArrayComparer : IEqualityComparer<byte[]>
{
    public static readonly ByteArrayComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    // The bytes are a hash already.
    public int GetHashCode(byte[] obj) => BinaryPrimitives.ReadInt32LittleEndian(obj);
}
