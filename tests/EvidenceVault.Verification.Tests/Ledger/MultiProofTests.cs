using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public class MultiProofTests
{
    [Fact]
    public void leaves_of_every_small_tree_lead_to_its_root_whichever_they_are()
    {
        for (var size = 0; size <= 10; size++)
            for (var chosen = 0; chosen < 1 << size; chosen++)
                Check(size, [.. Enumerable.Range(0, size).Where(i => (chosen >> i & 1) == 1).Select(i => (long)i)]);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1_000)]
    [InlineData(70_000)]
    public void leaves_of_larger_trees_lead_to_their_roots(long size)
    {
        var random = new Random(1);
        foreach (var share in new[] { 0.001, 0.1, 0.9 })
        {
            List<long> indices = [.. Enumerable.Range(0, (int)size).Where(_ => random.NextDouble() < share).Select(i => (long)i)];
            Check(size, indices);
            // Each hash is given once: never more than the proofs of the leaves one by one.
            var maker = Trees.Proofs(size, out _);
            MultiProof.Beside(indices, size).Count.ShouldBeLessThanOrEqualTo(Math.Max(1, indices.Sum(i => maker.Inclusion(i, size).Count)));
        }
    }

    [Fact]
    public void another_leaf_another_place_or_another_hash_does_not_lead_there()
    {
        List<long> indices = [3, 4, 70];
        var (leaves, beside, root) = Proof(100, indices);
        MultiProof.Root(leaves, 100, beside).ShouldBe(root);
        MultiProof.Root([leaves[0], (4, Trees.Leaf(5)), leaves[2]], 100, beside).ShouldNotBe(root);
        MultiProof.Root([leaves[0], (5, leaves[1].Hash), leaves[2]], 100, beside).ShouldNotBe(root);
        MultiProof.Root([leaves[0], leaves[2]], 100, beside).ShouldNotBe(root);
        MultiProof.Root([leaves[0], leaves[0], leaves[2]], 100, beside).ShouldBeNull();
        MultiProof.Root([leaves[1], leaves[0], leaves[2]], 100, beside).ShouldBeNull();
        // A tree of another shape on the way to these leaves. The size itself is signed with the root.
        MultiProof.Root(leaves, 72, beside).ShouldNotBe(root);
        MultiProof.Root(leaves, 100, [.. beside, beside[0]]).ShouldBeNull();
        MultiProof.Root(leaves, 100, [.. beside.Skip(1)]).ShouldBeNull();
        MultiProof.Root(leaves, 100, [.. beside.Select((h, i) => i == 2 ? new byte[31] : h)]).ShouldBeNull();
    }

    [Fact]
    public void a_leaf_that_the_tree_does_not_have_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => MultiProof.Beside([100], 100));
        Should.Throw<ArgumentOutOfRangeException>(() => MultiProof.Beside([-1], 100));
        MultiProof.Root([(100, new byte[32])], 100, []).ShouldBeNull();
    }

    private static void Check(long size, IReadOnlyList<long> indices)
    {
        var (leaves, beside, root) = Proof(size, indices);
        MultiProof.Root(leaves, size, beside).ShouldBe(root);
    }

    private static (List<(long Index, byte[] Hash)> Leaves, List<byte[]> Beside, byte[] Root) Proof(long size, IReadOnlyList<long> indices)
    {
        var maker = Trees.Proofs(size, out _);
        return ([.. indices.Select(i => (i, Trees.Leaf(i)))], [.. MultiProof.Beside(indices, size).Select(s => maker.Subtree(s.From, s.To, size))], Trees.RootByDefinition(0, size));
    }
}
