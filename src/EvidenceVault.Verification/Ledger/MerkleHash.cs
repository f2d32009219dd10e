using System.Security.Cryptography;

namespace EvidenceVault.Verification.Ledger;

/// <summary>The hashes of a Merkle tree by RFC 6962 and RFC 9162, section 2.1: SHA-256, with leaves and inner nodes told apart by their first byte.</summary>
public static class MerkleHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 32;

    private const int LargestOnStack = 1024;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>The hash of a leaf: <c>SHA-256(0x00 ‖ data)</c>.</summary>
    public static byte[] OfLeaf(ReadOnlySpan<byte> data)
    {
        var prefixed = data.Length < LargestOnStack ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        prefixed[0] = 0;
        data.CopyTo(prefixed[1..]);
        return SHA256.HashData(prefixed);
    }

    /// <summary>The hash of an inner node: <c>SHA-256(0x01 ‖ left ‖ right)</c>.</summary>
    public static byte[] OfNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> prefixed = stackalloc byte[1 + (2 * Size)];
        prefixed[0] = 1;
        left.CopyTo(prefixed[1..]);
        right.CopyTo(prefixed[(1 + Size)..]);
        return SHA256.HashData(prefixed);
    }

    /// <summary>The root over hashes that follow each other, all of complete subtrees of one size but for the last, which may be smaller.</summary>
    public static byte[] Root(ReadOnlySpan<byte> hashes)
    {
        var count = hashes.Length / Size;
        if (count == 0) return Empty;
        if (count == 1) return hashes.ToArray();
        var left = (int)LargestPowerBelow(count) * Size;
        return OfNode(Root(hashes[..left]), Root(hashes[left..]));
    }

    /// <summary>Where a tree of so many leaves divides: the largest power of two that is less.</summary>
    /// <param name="size">2 or more.</param>
    public static long LargestPowerBelow(long size) => 1L << (int)long.Log2(size - 1);
}
