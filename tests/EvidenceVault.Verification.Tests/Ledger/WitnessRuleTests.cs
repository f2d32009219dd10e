using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public sealed class WitnessRuleTests
{
    private const string Origin = "vault.example/evidence-vault";

    private static readonly NoteSigner Log = new(Origin, NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)7, 32)]);
    private static readonly NoteSigner Other = new(Origin, NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)8, 32)]);

    [Fact]
    public void a_witness_cosigns_any_later_state_and_the_same_one_again()
    {
        for (var old = 0; old <= 20; old++)
            for (var size = old; size <= 20; size++)
                Judge(Submit(old, size), old == 0 ? null : At(old)).ShouldBe(WitnessVerdict.Cosign, $"{old} {size}");
        Judge(Submit(0, 5), At(0)).ShouldBe(WitnessVerdict.Cosign);
    }

    [Fact]
    public void it_cosigns_nothing_that_is_not_shown_to_be_later()
    {
        Judge(Submit(3, 9) with { Path = [] }, At(3)).ShouldBe(WitnessVerdict.NotShownLater);
        Judge(Submit(3, 9, 'x'), At(3)).ShouldBe(WitnessVerdict.NotShownLater);
        Judge(Submit(0, 9) with { Path = [new byte[32]] }, null).ShouldBe(WitnessVerdict.NotShownLater);
        Judge(Submit(0, 0) with { Note = Signed(new(Origin, 0, new byte[32])) }, null).ShouldBe(WitnessVerdict.NotShownLater);
    }

    [Fact]
    public void two_trees_of_one_size_are_a_fork() => Judge(Submit(9, 9, 'x'), At(9)).ShouldBe(WitnessVerdict.Forked);

    [Fact]
    public void who_submits_must_know_what_was_cosigned_last()
    {
        Judge(Submit(3, 9), At(4)).ShouldBe(WitnessVerdict.OtherOldSize);
        Judge(Submit(0, 9), At(4)).ShouldBe(WitnessVerdict.OtherOldSize);
        Judge(Submit(3, 9), null).ShouldBe(WitnessVerdict.OtherOldSize);
        Judge(new(9, [], Submit(0, 3).Note), At(9)).ShouldBe(WitnessVerdict.OldSizeBeyond);
    }

    [Fact]
    public void only_a_key_of_the_log_that_is_trusted_counts()
    {
        var checkpoint = new Checkpoint(Origin, 9, At(9).Root);
        Judge(new(0, [], new SignedNote(checkpoint.Text, [Other.Sign(checkpoint.Text)])), null).ShouldBe(WitnessVerdict.NotSigned);
        Judge(new(0, [], new SignedNote(checkpoint.Text, [Log.Sign("another\n")])), null).ShouldBe(WitnessVerdict.NotSigned);
        var elsewhere = new Checkpoint("elsewhere.example", 9, At(9).Root);
        Judge(new(0, [], new SignedNote(elsewhere.Text, [Log.Sign(elsewhere.Text)])), null).ShouldBe(WitnessVerdict.UnknownLog);
        // A cosignature by the log's own name is none of its signatures.
        var cosigner = new NoteSigner(Origin, NoteSignatureKind.Cosignature, [.. Enumerable.Repeat((byte)7, 32)]);
        WitnessRule.Judge(new(0, [], new SignedNote(checkpoint.Text, [cosigner.Sign(checkpoint.Text, 1)])), null, [cosigner.Key]).ShouldBe(WitnessVerdict.NotSigned);
    }

    [Fact]
    public void another_log_than_the_one_cosigned_last_is_unknown_whichever_keys_are_trusted()
    {
        var two = new NoteSigner("two.example/log", NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)9, 32)]);
        var submission = Submit(3, 9);
        var text = (Checkpoint.Parse(submission.Note.Text) with { Origin = two.Key.Name }).Text;
        var moved = submission with { Note = new(text, [two.Sign(text)]) };
        WitnessRule.Judge(moved, At(3), [Log.Key, two.Key]).ShouldBe(WitnessVerdict.UnknownLog);
        WitnessRule.Judge(moved, At(3) with { Origin = two.Key.Name }, [Log.Key, two.Key]).ShouldBe(WitnessVerdict.Cosign);
    }

    [Fact]
    public void a_submission_reads_as_it_is_written()
    {
        var text = Submit(5, 9).ToString();
        text.ShouldStartWith("old 5\n");
        WitnessSubmission.Parse(text).ToString().ShouldBe(text);
        WitnessSubmission.Parse(Submit(0, 9).ToString()).Path.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("old 05\n\n{0}")]
    [InlineData("old -1\n\n{0}")]
    [InlineData("new 1\n\n{0}")]
    [InlineData("old 1\nnot base64\n\n{0}")]
    [InlineData("old 1\nAAAA\n\n{0}")]
    [InlineData("old 1\n{0}")]
    [InlineData("old 1\n\n")]
    [InlineData("")]
    public void what_is_no_submission_is_refused(string form) =>
        Should.Throw<FormatException>(() => WitnessSubmission.Parse(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Submit(0, 9).Note)));

    [Fact]
    public void cosigners_are_named_with_their_time_and_impostors_told()
    {
        var witness = new NoteSigner("witness.example/one", NoteSignatureKind.Cosignature, new byte[32]);
        var note = Submit(0, 9).Note;
        Cosigners.Among(note, [witness.Key]).By.ShouldBeEmpty();
        var cosigned = note.With(witness.Sign(note.Text, 1_000_000_000));
        Cosigners.Among(cosigned, [witness.Key]).By.ShouldBe([new(witness.Key, DateTimeOffset.FromUnixTimeSeconds(1_000_000_000))]);
        // What was cosigned was another checkpoint.
        var moved = note.With(witness.Sign(Submit(0, 8).Note.Text, 1_000_000_000));
        var (by, wrong) = Cosigners.Among(moved, [witness.Key]);
        by.ShouldBeEmpty();
        wrong.ShouldBe([witness.Key]);
    }

    private static WitnessVerdict Judge(WitnessSubmission submission, Checkpoint? last) => WitnessRule.Judge(submission, last, [Log.Key]);

    private static Checkpoint At(int size, char first = 'a') => new(Origin, size, Tree(size, first).Root);

    private static WitnessSubmission Submit(int old, int size, char first = 'a')
    {
        var tiles = Tree(size, first).TakeChanged().ToDictionary(t => (t.Level, t.Number), t => t.Hashes);
        return new(old, new ProofMaker(place => tiles[(place.Level, place.Number)]).Consistency(old, size), Signed(At(size, first)));
    }

    private static SignedNote Signed(Checkpoint checkpoint) => new(checkpoint.Text, [Log.Sign(checkpoint.Text)]);

    // All but the first leaf are the same, whatever is asked for.
    private static MerkleTree Tree(int size, char first)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < size; i++) tree.Append(MerkleHash.OfLeaf([(byte)(i == 0 ? first : 'a'), (byte)i]));
        return tree;
    }
}
