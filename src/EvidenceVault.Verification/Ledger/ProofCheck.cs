namespace EvidenceVault.Verification.Ledger;

/// <summary>Checks proofs by RFC 9162, sections 2.1.3.2 and 2.1.4.2, written apart from what makes them.</summary>
public static class ProofCheck
{
    /// <summary>Whether a leaf stands at a place in the tree with a root.</summary>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">The size of the tree.</param>
    /// <param name="root">The root of the tree.</param>
    /// <param name="path">The proof.</param>
    public static bool Includes(ReadOnlySpan<byte> leafHash, long index, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> path) =>
        RootOf(leafHash, index, size, path) is { } made && root.SequenceEqual(made);

    /// <summary>The root of the tree that a leaf stands in, if the path is right; null: it is not as long as it must be.</summary>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">The size of the tree.</param>
    /// <param name="path">The hashes beside its way up.</param>
    public static byte[]? RootOf(ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size || path.Any(p => p.Length != MerkleHash.Size)) return null;
        var (node, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var beside in path)
        {
            if (last == 0) return null;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.OfNode(beside, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleHash.OfNode(hash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }

    /// <summary>Whether a tree is a later state of an older one.</summary>
    /// <param name="older">The size of the older tree.</param>
    /// <param name="olderRoot">Its root.</param>
    /// <param name="size">The size of the later tree.</param>
    /// <param name="root">Its root.</param>
    /// <param name="path">The proof; empty where the older tree is empty or of the same size.</param>
    public static bool IsLater(long older, ReadOnlySpan<byte> olderRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> path)
    {
        if (older < 0 || older > size || path.Any(p => p.Length != MerkleHash.Size)) return false;
        if (older == 0) return path.Count == 0 && olderRoot.SequenceEqual(MerkleHash.Empty);
        if (older == size) return path.Count == 0 && olderRoot.SequenceEqual(root);
        // Where the older tree is a whole subtree of the later one, its root is the first hash, and is not sent.
        IEnumerable<byte[]> hashes = long.IsPow2(older) ? [olderRoot.ToArray(), .. path] : path;
        var (node, last) = (older - 1, size - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        byte[]? then = null;
        byte[]? now = null;
        foreach (var hash in hashes)
        {
            if (then is null || now is null)
            {
                (then, now) = (hash, hash);
                continue;
            }

            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (then, now) = (MerkleHash.OfNode(hash, then), MerkleHash.OfNode(hash, now));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                now = MerkleHash.OfNode(now, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && olderRoot.SequenceEqual(then) && root.SequenceEqual(now);
    }
}
