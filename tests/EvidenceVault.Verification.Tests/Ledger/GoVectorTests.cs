using System.Text.Json;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

/// <summary>
/// Trees, proofs, tiles and signed notes as the Go project's own <c>sumdb/tlog</c> and <c>sumdb/note</c> make them (<c>go/generate.go</c> wrote them down): ours are the
/// same, byte for byte, and so both read each other's.
/// </summary>
public sealed class GoVectorTests
{
    private static readonly Vectors Go = Read();

    private static readonly List<byte[]> Leaves = [.. Enumerable.Range(0, (int)Go.Leaves).Select(i => MerkleHash.OfLeaf(System.Text.Encoding.UTF8.GetBytes($"leaf {i}")))];

    [Fact]
    public void the_roots_and_signed_notes_are_the_same()
    {
        var key = NoteKey.Parse(Go.Vkey);
        var signer = new NoteSigner(key.Name, NoteSignatureKind.Plain, Go.Seed);
        signer.Key.ShouldBe(key);
        var tree = new MerkleTree();
        foreach (var expected in Go.Trees.OrderBy(t => t.Size))
        {
            while (tree.Size < expected.Size) tree.Append(Leaves[(int)tree.Size]);
            tree.Root.ShouldBe(expected.Root, $"{expected.Size}");
            SignedNote.Parse(expected.Note).SignersAmong(key).ShouldBe([key]);
            var checkpoint = new Checkpoint(key.Name, tree.Size, tree.Root);
            new SignedNote(checkpoint.Text, [signer.Sign(checkpoint.Text)]).ToString().ShouldBe(expected.Note);
        }
    }

    [Fact]
    public void the_proofs_are_the_same_and_hold()
    {
        var maker = Maker();
        var roots = Go.Trees.ToDictionary(t => t.Size, t => t.Root);
        foreach (var proof in Go.Inclusion)
        {
            maker.Inclusion(proof.From, proof.Size).ShouldBe(proof.Path, $"{proof.From} of {proof.Size}");
            ProofCheck.Includes(Leaves[(int)proof.From], proof.From, proof.Size, roots[proof.Size], proof.Path).ShouldBeTrue();
        }

        foreach (var proof in Go.Consistency)
        {
            maker.Consistency(proof.From, proof.Size).ShouldBe(proof.Path, $"{proof.From} to {proof.Size}");
            ProofCheck.IsLater(proof.From, roots[proof.From], proof.Size, roots[proof.Size], proof.Path).ShouldBeTrue();
        }
    }

    [Fact]
    public void the_tiles_are_the_same_and_have_the_same_paths()
    {
        var tree = new MerkleTree();
        foreach (var leaf in Leaves) tree.Append(leaf);
        var tiles = tree.TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        Go.Tiles.ShouldNotBeEmpty();
        foreach (var tile in Go.Tiles)
        {
            var parts = tile.Path.Split('/', 3);
            var (level, (number, width)) = (int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), TilePlace.Parse(parts[2])!.Value);
            new TilePlace(level, number, width).Path.ShouldBe(tile.Path);
            // A tile that was not full then is the beginning of what it is now.
            MerkleHash.OfLeaf(tiles[(level, number)].AsSpan(0, width * MerkleHash.Size)).ShouldBe(tile.Hash, tile.Path);
        }
    }

    private static ProofMaker Maker()
    {
        var tree = new MerkleTree();
        foreach (var leaf in Leaves) tree.Append(leaf);
        var tiles = tree.TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        return new(place => tiles[(place.Level, place.Number)]);
    }

    private static Vectors Read()
    {
        using var json = typeof(GoVectorTests).Assembly.GetManifestResourceStream("go-vectors.json")!;
        return JsonSerializer.Deserialize<Vectors>(json, JsonSerializerOptions.Web)!;
    }

    private sealed record Vectors(byte[] Seed, string Vkey, long Leaves, IReadOnlyList<Tree> Trees, IReadOnlyList<Proof> Inclusion, IReadOnlyList<Proof> Consistency, IReadOnlyList<TileHash> Tiles);

    private sealed record Tree(long Size, byte[] Root, string Note);

    private sealed record Proof(long From, long Size, IReadOnlyList<byte[]> Path);

    private sealed record TileHash(string Path, byte[] Hash);
}
