using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

/// <summary>Trees for tests, and a second way to their roots: by the definition of RFC 6962, over all leaves.</summary>
internal static class Trees
{
    public static byte[] Leaf(long i) => MerkleHash.OfLeaf(BitConverter.GetBytes(i));

    public static MerkleTree Of(long size)
    {
        var tree = new MerkleTree();
        for (var i = 0L; i < size; i++) tree.Append(Leaf(i));
        return tree;
    }

    public static byte[] RootByDefinition(long from, long to)
    {
        if (from == to) return MerkleHash.Empty;
        if (to - from == 1) return Leaf(from);
        var k = 1L;
        while (k * 2 < to - from) k *= 2;
        return MerkleHash.OfNode(RootByDefinition(from, from + k), RootByDefinition(from + k, to));
    }

    /// <summary>The tiles of a tree, as they are after appending in some steps.</summary>
    public static ProofMaker Proofs(long size, out Dictionary<(int, long), byte[]> tiles)
    {
        var kept = Of(size).TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        tiles = kept;
        return new ProofMaker(place => kept[(place.Level, place.Number)]);
    }
}
