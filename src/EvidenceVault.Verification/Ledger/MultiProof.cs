namespace EvidenceVault.Verification.Ledger;

/// <summary>
/// That many leaves stand in one tree (RFC 9162, section 2.1), with every hash that is needed given once: the roots of the largest subtrees that hold none of
/// these leaves, from left to right. Whoever has the leaves computes the root of the whole tree from them.
/// </summary>
public static class MultiProof
{
    /// <summary>The subtrees whose roots are needed, from left to right.</summary>
    /// <param name="indices">The places of the leaves, ascending, each once.</param>
    /// <param name="size">The size of the tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static IReadOnlyList<(long From, long To)> Beside(IReadOnlyList<long> indices, long size)
    {
        if (indices.Count > 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(indices[0], nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(indices[^1], size, nameof(indices));
        }

        var beside = new List<(long, long)>();
        var at = 0;
        if (size > 0) Descend(0, size);
        return beside;

        void Descend(long from, long to)
        {
            if (at == indices.Count || indices[at] >= to) beside.Add((from, to));
            else if (to - from == 1) at++;
            else
            {
                var middle = from + MerkleHash.LargestPowerBelow(to - from);
                Descend(from, middle);
                Descend(middle, to);
            }
        }
    }

    /// <summary>The root of the tree that the leaves stand in; null: the leaves are in no order, or there are too few or too many hashes.</summary>
    /// <param name="leaves">The places of the leaves, ascending, each with its hash.</param>
    /// <param name="size">The size of the tree.</param>
    /// <param name="beside">The roots of the subtrees of <see cref="Beside"/>, in their order.</param>
    public static byte[]? Root(IReadOnlyList<(long Index, byte[] Hash)> leaves, long size, IReadOnlyList<byte[]> beside)
    {
        for (var i = 0; i < leaves.Count; i++)
            if (leaves[i].Index < 0 || leaves[i].Index >= size || (i > 0 && leaves[i].Index <= leaves[i - 1].Index)) return null;
        if (size <= 0) return size == 0 && beside.Count == 0 ? MerkleHash.Empty : null;
        var (leaf, hash) = (0, 0);
        var root = Climb(0, size);
        return root is not null && hash == beside.Count ? root : null;

        byte[]? Climb(long from, long to)
        {
            if (leaf == leaves.Count || leaves[leaf].Index >= to) return hash < beside.Count && beside[hash].Length == MerkleHash.Size ? beside[hash++] : null;
            if (to - from == 1) return leaves[leaf++].Hash;
            var middle = from + MerkleHash.LargestPowerBelow(to - from);
            return Climb(from, middle) is { } left && Climb(middle, to) is { } right ? MerkleHash.OfNode(left, right) : null;
        }
    }
}
