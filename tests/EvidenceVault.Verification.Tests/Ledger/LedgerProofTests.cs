using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public class LedgerProofTests
{
    private const string Origin = "vault.example/evidence-vault";
    private static readonly NoteSigner Log = new(Origin, NoteSignatureKind.Plain, new byte[32]);
    private static readonly NoteSigner Rotated = new(Origin, NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)7, 32)]);

    [Fact]
    public void a_proof_reads_back_as_it_was_written_and_holds()
    {
        var proof = Proof(41, 100);
        var read = LedgerProof.Parse(proof.ToString());
        read.ToString().ShouldBe(proof.ToString());
        read.Check(Trees.Leaf(41), Origin, [Log.Key]).ShouldBeNull();
    }

    [Fact]
    public void a_proof_with_more_to_say_reads_back_with_it()
    {
        var proof = Proof(0, 1) with { Extra = [1, 2, 3] };
        LedgerProof.Parse(proof.ToString()).Extra.ShouldBe([1, 2, 3]);
        LedgerProof.Parse(proof.ToString()).Check(Trees.Leaf(0), Origin, [Log.Key]).ShouldBeNull();
    }

    [Fact]
    public void a_proof_made_under_an_older_key_holds_as_long_as_that_key_is_named()
    {
        Proof(41, 100).Check(Trees.Leaf(41), Origin, [Rotated.Key, Log.Key]).ShouldBeNull();
        Proof(41, 100).Check(Trees.Leaf(41), Origin, [Rotated.Key]).ShouldBe(LedgerFault.NotSigned);
    }

    [Fact]
    public void what_is_wrong_with_a_proof_is_named()
    {
        Proof(41, 100).Check(Trees.Leaf(42), Origin, [Log.Key]).ShouldBe(LedgerFault.NotIncluded);
        (Proof(41, 100) with { Index = 42 }).Check(Trees.Leaf(41), Origin, [Log.Key]).ShouldBe(LedgerFault.NotIncluded);
        Proof(41, 100).Check(Trees.Leaf(41), "other.example/evidence-vault", [Log.Key]).ShouldBe(LedgerFault.OtherLog);
        var unsigned = Proof(41, 100);
        (unsigned with { Note = unsigned.Note with { Signatures = [] } }).Check(Trees.Leaf(41), Origin, [Log.Key]).ShouldBe(LedgerFault.NotSigned);
        (unsigned with { Note = unsigned.Note with { Text = unsigned.Note.Text.Replace("100", "101", StringComparison.Ordinal) } }).Check(Trees.Leaf(41), Origin, [Log.Key]).ShouldBe(LedgerFault.NotSigned);
    }

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2")]
    [InlineData("index 41", "index 041")]
    [InlineData("index 41", "index -41")]
    [InlineData("index 41", "indices 41")]
    [InlineData("index 41\n", "index 41\nAAAA\n")]
    [InlineData("\n\n", "\n")]
    public void another_text_is_no_proof(string from, string to) =>
        Should.Throw<FormatException>(() => LedgerProof.Parse(Proof(41, 100).ToString().Replace(from, to, StringComparison.Ordinal)));

    private static LedgerProof Proof(long index, long size)
    {
        var text = new Checkpoint(Origin, size, Trees.RootByDefinition(0, size)).Text;
        return new(index, Trees.Proofs(size, out _).Inclusion(index, size), new(text, [Log.Sign(text)]));
    }
}
