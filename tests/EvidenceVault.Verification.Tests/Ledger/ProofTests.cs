using CsCheck;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public class ProofTests
{
    private static readonly Gen<(long Index, long Size)> Leaf = Gen.Long[1, 2000].SelectMany(size => Gen.Long[0, size - 1].Select(index => (index, size)));
    private static readonly Gen<(long Older, long Size)> Growth = Gen.Long[0, 2000].SelectMany(size => Gen.Long[0, size].Select(older => (older, size)));

    [Fact]
    public void a_leaf_is_shown_to_stand_in_a_tree() => Leaf.Sample((index, size) =>
        ProofCheck.Includes(Trees.Leaf(index), index, size, Trees.RootByDefinition(0, size), Trees.Proofs(size, out _).Inclusion(index, size)), iter: 60);

    [Fact]
    public void every_leaf_of_every_small_tree_is_shown_to_stand_in_it()
    {
        for (var size = 1L; size <= 40; size++)
            for (var index = 0L; index < size; index++)
                ProofCheck.Includes(Trees.Leaf(index), index, size, Trees.RootByDefinition(0, size), Trees.Proofs(size, out _).Inclusion(index, size)).ShouldBeTrue();
    }

    [Fact]
    public void a_proof_is_none_for_another_leaf_place_size_or_root() => Leaf.Where(l => l.Size > 1).Sample((index, size) =>
    {
        var path = Trees.Proofs(size, out _).Inclusion(index, size);
        var root = Trees.RootByDefinition(0, size);
        ProofCheck.Includes(Trees.Leaf(index + 1), index, size, root, path).ShouldBeFalse();
        ProofCheck.Includes(Trees.Leaf(index), (index + 1) % size, size, root, path).ShouldBeFalse();
        ProofCheck.Includes(Trees.Leaf(index), index, size, Trees.RootByDefinition(0, size + 1), path).ShouldBeFalse();
        ProofCheck.Includes(Trees.Leaf(index), size, size, root, path).ShouldBeFalse();
        ProofCheck.Includes(Trees.Leaf(index), -1, size, root, path).ShouldBeFalse();
        ProofCheck.Includes(Trees.Leaf(index), index, size, root, [.. path, root]).ShouldBeFalse();
        ProofCheck.Includes(Trees.Leaf(index), index, size, root, [.. path.SkipLast(1)]).ShouldBeFalse();
        ProofCheck.Includes(Trees.Leaf(index), index, size, root, [.. path.SkipLast(1), []]).ShouldBeFalse();
    }, iter: 40);

    [Fact]
    public void one_bit_of_a_proof_makes_it_none() => Leaf.Where(l => l.Size > 1).SelectMany(l => Gen.Int[0, 100_000].Select(bit => (l.Index, l.Size, bit))).Sample((index, size, bit) =>
    {
        var path = Trees.Proofs(size, out _).Inclusion(index, size).Select(h => h.ToArray()).ToList();
        var hash = path[bit % path.Count];
        hash[bit / 8 % hash.Length] ^= (byte)(1 << (bit % 8));
        return !ProofCheck.Includes(Trees.Leaf(index), index, size, Trees.RootByDefinition(0, size), path);
    }, iter: 40);

    [Fact]
    public void a_tree_is_shown_to_be_a_later_state_of_an_older_one() => Growth.Sample((older, size) =>
        ProofCheck.IsLater(older, Trees.RootByDefinition(0, older), size, Trees.RootByDefinition(0, size), Trees.Proofs(size, out _).Consistency(older, size)), iter: 60);

    [Fact]
    public void every_small_tree_is_shown_to_be_a_later_state_of_every_older_one()
    {
        for (var size = 0L; size <= 40; size++)
            for (var older = 0L; older <= size; older++)
                ProofCheck.IsLater(older, Trees.RootByDefinition(0, older), size, Trees.RootByDefinition(0, size), Trees.Proofs(size, out _).Consistency(older, size)).ShouldBeTrue();
    }

    [Fact]
    public void a_tree_in_which_an_older_leaf_was_changed_is_no_later_state() => Growth.Where(g => g.Older > 0 && g.Older < g.Size).Sample((older, size) =>
    {
        var forged = new MerkleTree();
        for (var i = 0L; i < size; i++) forged.Append(Trees.Leaf(i == older - 1 ? -1 : i));
        var root = forged.Root;
        var tiles = forged.TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        var path = new ProofMaker(place => tiles[(place.Level, place.Number)]).Consistency(older, size);
        return !ProofCheck.IsLater(older, Trees.RootByDefinition(0, older), size, root, path);
    }, iter: 40);

    [Fact]
    public void a_smaller_tree_is_no_later_state() => ProofCheck.IsLater(3, Trees.RootByDefinition(0, 3), 2, Trees.RootByDefinition(0, 2), []).ShouldBeFalse();

    [Fact]
    public void another_tree_of_the_same_size_is_no_later_state()
    {
        ProofCheck.IsLater(2, Trees.RootByDefinition(0, 2), 2, Trees.RootByDefinition(0, 2), []).ShouldBeTrue();
        ProofCheck.IsLater(2, Trees.RootByDefinition(0, 2), 2, Trees.RootByDefinition(1, 3), []).ShouldBeFalse();
        ProofCheck.IsLater(0, Trees.RootByDefinition(0, 2), 2, Trees.RootByDefinition(0, 2), []).ShouldBeFalse();
    }

    [Fact]
    public void there_is_no_proof_for_a_leaf_that_is_not_there_yet()
    {
        var proofs = Trees.Proofs(5, out _);
        Should.Throw<ArgumentOutOfRangeException>(() => proofs.Inclusion(5, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => proofs.Inclusion(-1, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => proofs.Consistency(6, 5));
    }
}
