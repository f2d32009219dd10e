namespace EvidenceVault.Verification.Ledger;

/// <summary>A tree that grows at its right edge. It keeps that edge only, so that a tree of any size costs next to nothing.</summary>
public sealed class MerkleTree
{
    // By level: the hashes of its last tile, which is not full.
    private readonly List<List<byte>> _edge = [];
    private readonly Dictionary<(int Level, long Number), byte[]> _filled = [];

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The root over all leaves.</summary>
    public byte[] Root
    {
        get
        {
            byte[] below = [];
            foreach (var tile in _edge)
                if (tile.Count > 0) below = MerkleHash.Root([.. tile, .. below]);
            return Size == 0 ? MerkleHash.Empty : below;
        }
    }

    /// <summary>A tree as it stood at some size.</summary>
    /// <param name="size">How many leaves it had.</param>
    /// <param name="hashes">The hashes of a tile of <see cref="TilePlace.RightEdge"/>; those beyond its width are left alone.</param>
    public static MerkleTree At(long size, Func<TilePlace, byte[]> hashes)
    {
        var tree = new MerkleTree { Size = size };
        for (var rest = size; rest > 0; rest /= TilePlace.Full) tree._edge.Add([]);
        foreach (var place in TilePlace.RightEdge(size)) tree._edge[place.Level].AddRange(hashes(place).AsSpan(0, place.Width * MerkleHash.Size));
        return tree;
    }

    /// <summary>Appends a leaf.</summary>
    /// <param name="leafHash">Its hash, by <see cref="MerkleHash.OfLeaf"/>.</param>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        Append(0, leafHash, Size);
        Size++;
    }

    /// <summary>The tiles that are other than when this was asked last: those filled since, and the last of each level.</summary>
    public IReadOnlyList<Tile> TakeChanged()
    {
        foreach (var place in TilePlace.RightEdge(Size)) _filled[(place.Level, place.Number)] = [.. _edge[place.Level]];
        var tiles = _filled.Select(t => new Tile(t.Key.Level, t.Key.Number, t.Value)).OrderBy(t => t.Level).ThenBy(t => t.Number).ToList();
        _filled.Clear();
        return tiles;
    }

    private void Append(int level, ReadOnlySpan<byte> hash, long place)
    {
        if (_edge.Count == level) _edge.Add([]);
        var tile = _edge[level];
        tile.AddRange(hash);
        if (tile.Count < TilePlace.Full * MerkleHash.Size) return;
        byte[] full = [.. tile];
        tile.Clear();
        _filled[(level, place / TilePlace.Full)] = full;
        Append(level + 1, MerkleHash.Root(full), place / TilePlace.Full);
    }
}
