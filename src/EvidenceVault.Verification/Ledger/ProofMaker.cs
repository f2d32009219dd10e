namespace EvidenceVault.Verification.Ledger;

/// <summary>Makes proofs by RFC 6962, section 2.1, from tiles alone.</summary>
/// <param name="hashes">The hashes of a tile, at least as many as its width.</param>
public sealed class ProofMaker(Func<TilePlace, byte[]> hashes)
{
    /// <summary>Which tiles something is made from, so that they can be read together before it is made.</summary>
    /// <param name="make">Makes it; called once, with hashes that are none.</param>
    public static IReadOnlySet<TilePlace> TilesOf<T>(Func<ProofMaker, T> make)
    {
        var needed = new HashSet<TilePlace>();
        var nothing = new byte[TilePlace.Full * MerkleHash.Size];
        _ = make(new ProofMaker(place =>
        {
            needed.Add(place);
            return nothing;
        }));
        return needed;
    }

    /// <summary>The root of the tree at a size.</summary>
    public byte[] Root(long size) => size == 0 ? MerkleHash.Empty : Of(0, size, size);

    /// <summary>What shows that a leaf stands in a tree: the hashes beside its way up to the root, the lowest first.</summary>
    /// <param name="index">The leaf's place, from 0.</param>
    /// <param name="size">The size of the tree.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public IReadOnlyList<byte[]> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        Descend(0, size);
        return path;

        void Descend(long from, long to)
        {
            if (to - from == 1) return;
            var middle = from + MerkleHash.LargestPowerBelow(to - from);
            if (index < middle)
            {
                Descend(from, middle);
                path.Add(Of(middle, to, size));
            }
            else
            {
                Descend(middle, to);
                path.Add(Of(from, middle, size));
            }
        }
    }

    /// <summary>What shows that a tree is a later state of a smaller one, in which nothing was changed, removed or inserted.</summary>
    /// <param name="older">The size then. From 0, and to the same size, nothing needs showing.</param>
    /// <param name="size">The size now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The older tree is the larger one.</exception>
    public IReadOnlyList<byte[]> Consistency(long older, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        var path = new List<byte[]>();
        if (older > 0 && older < size) Descend(0, size, whole: true);
        return path;

        void Descend(long from, long to, bool whole)
        {
            if (older == to)
            {
                // The verifier has the root of the older tree already where all of it is one subtree.
                if (!whole) path.Add(Of(from, to, size));
                return;
            }

            var middle = from + MerkleHash.LargestPowerBelow(to - from);
            if (older <= middle)
            {
                Descend(from, middle, whole);
                path.Add(Of(middle, to, size));
            }
            else
            {
                Descend(middle, to, whole: false);
                path.Add(Of(from, middle, size));
            }
        }
    }

    /// <summary>The root of a subtree that the tree at a size is made of, as <see cref="MultiProof.Beside"/> names them.</summary>
    /// <param name="from">Its first leaf.</param>
    /// <param name="to">The first leaf after it.</param>
    /// <param name="size">The size of the tree.</param>
    public byte[] Subtree(long from, long to, long size) => Of(from, to, size);

    private byte[] Of(long from, long to, long size)
    {
        var count = to - from;
        if (!long.IsPow2(count))
        {
            var middle = from + MerkleHash.LargestPowerBelow(count);
            return MerkleHash.OfNode(Of(from, middle, size), Of(middle, to, size));
        }

        var level = (int)long.Log2(count) / 8;
        var leavesUnderOne = 1L << (8 * level);
        var first = from / leavesUnderOne;
        var number = first / TilePlace.Full;
        var width = (int)Math.Min(TilePlace.Full, (size / leavesUnderOne) - (number * TilePlace.Full));
        var start = (int)(first % TilePlace.Full) * MerkleHash.Size;
        return MerkleHash.Root(hashes(new(level, number, width)).AsSpan(start, (int)(count / leavesUnderOne) * MerkleHash.Size));
    }
}
