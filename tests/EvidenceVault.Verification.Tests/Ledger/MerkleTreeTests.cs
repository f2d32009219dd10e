using CsCheck;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public class MerkleTreeTests
{
    // The leaves and roots with which implementations of Certificate Transparency test themselves.
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void a_tree_has_the_root_that_rfc_6962_gives_it(int size, string root)
    {
        var tree = new MerkleTree();
        foreach (var leaf in Leaves[..size]) tree.Append(MerkleHash.OfLeaf(Convert.FromHexString(leaf)));
        Convert.ToHexStringLower(tree.Root).ShouldBe(root);
    }

    [Fact]
    public void the_root_of_a_tree_that_grows_is_the_root_by_definition() => Gen.Long[0, 3000].Sample(size => Trees.Of(size).Root.ShouldBe(Trees.RootByDefinition(0, size)), iter: 30);

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    public void a_tree_at_the_edge_of_its_tiles_has_the_root_by_definition(long size) => Trees.Of(size).Root.ShouldBe(Trees.RootByDefinition(0, size));

    [Fact]
    public void a_tree_goes_on_from_its_right_edge_as_if_it_had_never_stopped() => Gen.Select(Gen.Long[0, 1500], Gen.Long[0, 1500]).Sample((first, more) =>
    {
        var whole = Trees.Of(first + more);
        var tiles = Trees.Of(first).TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        var again = MerkleTree.At(first, place => tiles[(place.Level, place.Number)]);
        again.Root.ShouldBe(Trees.RootByDefinition(0, first));
        for (var i = first; i < first + more; i++) again.Append(Trees.Leaf(i));
        again.Root.ShouldBe(whole.Root);
        foreach (var tile in again.TakeChanged()) tiles[(tile.Level, tile.Number)] = tile.Hashes;
        Texts(tiles.Select(t => new Tile(t.Key.Level, t.Key.Number, t.Value))).ShouldBe(Texts(whole.TakeChanged()));
    }, iter: 30);

    [Fact]
    public void tiles_longer_than_a_tree_had_them_then_still_give_that_tree()
    {
        Trees.Proofs(700, out var tiles);
        MerkleTree.At(600, place => tiles[(place.Level, place.Number)]).Root.ShouldBe(Trees.RootByDefinition(0, 600));
    }

    [Fact]
    public void what_did_not_change_is_not_given_again()
    {
        var tree = Trees.Of(300);
        tree.TakeChanged().Select(t => (t.Level, t.Number, t.Hashes.Length / MerkleHash.Size)).ShouldBe([(0, 0L, 256), (0, 1L, 44), (1, 0L, 1)]);
        tree.Append(Trees.Leaf(300));
        tree.TakeChanged().Select(t => (t.Level, t.Number, t.Hashes.Length / MerkleHash.Size)).ShouldBe([(0, 1L, 45), (1, 0L, 1)]);
    }

    [Fact]
    public void a_leaf_and_a_node_of_the_same_bytes_have_other_hashes()
    {
        var (left, right) = (Trees.Leaf(1), Trees.Leaf(2));
        MerkleHash.OfNode(left, right).ShouldNotBe(MerkleHash.OfLeaf([.. left, .. right]));
    }

    private static IEnumerable<string> Texts(IEnumerable<Tile> tiles) => tiles.Select(t => $"{t.Level} {t.Number} {Convert.ToHexString(t.Hashes)}").Order(StringComparer.Ordinal);
}
