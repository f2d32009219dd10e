using CsCheck;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

/// <summary>Receipts: one signature over the leaves of a commit.</summary>
public sealed class ReceiptTests
{
    private const long At = 1_790_000_000_123_456;

    private static readonly NoteSigner Signer = new("vault.example/evidence-vault", NoteSignatureKind.Plain, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void each_of_a_commit_of_any_size_is_signed_by_the_ledger_and_reads_back()
    {
        foreach (var size in Enumerable.Range(1, 70).Append(1000))
        {
            var leaves = Leaves(size);
            var receipts = Receipt.Of(Signer, At, leaves);
            for (var i = 0; i < size; i++)
            {
                var read = Receipt.Parse(receipts(i).ToString());
                read.SignerAmong([Signer.Key]).ShouldBe(Signer.Key, $"{i} of {size}");
                (read.Index, read.Size, read.RecordedAt).ShouldBe((i, size, At));
                read.LeafHash.ShouldBe(leaves[i]);
                read.ToString().ShouldBe(receipts(i).ToString());
            }
        }
    }

    [Fact]
    public void the_root_that_is_signed_is_that_of_the_ledgers_own_tree()
    {
        foreach (var size in new[] { 1, 2, 3, 255, 256, 257, 1000 })
        {
            var leaves = Leaves(size);
            var tree = new MerkleTree();
            foreach (var leaf in leaves) tree.Append(leaf);
            var receipt = Receipt.Of(Signer, At, leaves)(size / 2);
            Signer.Key.Verifies(Receipt.Text(Signer.Key.Name, At, size, tree.Root), receipt.Signature).ShouldBeTrue($"{size}");
        }
    }

    [Fact]
    public void no_other_byte_and_no_other_key_will_do()
    {
        var text = Receipt.Of(Signer, At, Leaves(11))(7).ToString();
        Gen.Int[Receipt.Start.Length, text.Length - 1].Select(Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]).Sample((at, with) =>
        {
            if (text[at] == with) return;
            Refused(text[..at] + with + text[(at + 1)..]);
        });
        var other = new NoteSigner(Signer.Key.Name, NoteSignatureKind.Plain, new byte[32]);
        Receipt.Parse(text).SignerAmong([other.Key]).ShouldBeNull();
        Receipt.Parse(text).SignerAmong([new NoteSigner("another.example/evidence-vault", NoteSignatureKind.Plain, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]).Key]).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("evr1.")]
    [InlineData("evr1.!!!!")]
    [InlineData("evr2.AAAA")]
    public void what_is_no_receipt_is_refused(string text) => Should.Throw<FormatException>(() => Receipt.Parse(text));

    [Fact]
    public void cut_or_lengthened_it_is_no_receipt()
    {
        var text = Receipt.Of(Signer, At, Leaves(5))(2).ToString();
        for (var length = 0; length < text.Length; length++) Refused(text[..length]);
        foreach (var more in new[] { "A", "AAAA", "=", " ", "\n", new string('A', 43) }) Refused(text + more);
    }

    private static void Refused(string text)
    {
        try
        {
            Receipt.Parse(text).SignerAmong([Signer.Key]).ShouldBeNull(text);
        }
        catch (FormatException)
        {
            // That is a refusal too.
        }
    }

    private static List<byte[]> Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => MerkleHash.OfLeaf(BitConverter.GetBytes(i)))];
}
