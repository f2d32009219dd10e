using CsCheck;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public class TilePlaceTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 999, 1, "tile/0/999.p/1")]
    [InlineData(1, 1000, 256, "tile/1/x001/000")]
    [InlineData(2, 1234067, 17, "tile/2/x001/x234/067.p/17")]
    public void a_tile_has_the_path_that_tlog_tiles_gives_it(int level, long number, int width, string path) => new TilePlace(level, number, width).Path.ShouldBe(path);

    [Fact]
    public void a_path_reads_back_as_its_tile() => Gen.Select(Gen.Long[0, 999_999_999_999], Gen.Int[1, 256]).Sample((number, width) =>
        TilePlace.Parse(new TilePlace(0, number, width).Path["tile/0/".Length..]) == (number, width));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0000")]
    [InlineData("x000/000")]
    [InlineData("001/000")]
    [InlineData("x001/x000")]
    [InlineData("000.p/0")]
    [InlineData("000.p/01")]
    [InlineData("000.p/256")]
    [InlineData("000.p/999")]
    [InlineData("000.p/")]
    [InlineData("000\n")]
    [InlineData("../000")]
    [InlineData("٠٠٠")]
    public void another_text_is_no_path_of_a_tile(string text) => TilePlace.Parse(text).ShouldBeNull();

    [Fact]
    public void the_right_edge_of_a_tree_of_70_000_leaves_is_as_tlog_tiles_says() =>
        TilePlace.RightEdge(70_000).ShouldBe([new(0, 273, 112), new(1, 1, 17), new(2, 0, 1)]);
}
