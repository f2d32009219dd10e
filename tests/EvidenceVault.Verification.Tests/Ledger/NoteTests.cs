using CsCheck;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Tests.Ledger;

public class NoteTests
{
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly NoteSigner Log = new("vault.example/evidence-vault", NoteSignatureKind.Plain, Seed);
    private static readonly NoteSigner Witness = new("witness.example/w1", NoteSignatureKind.Cosignature, [.. Seed.Reverse()]);
    private static readonly Checkpoint State = new(Log.Key.Name, 20_852_163, MerkleHash.OfLeaf([1]));

    // The example of the C2SP signed-note specification.
    private const string ExampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string Example = "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void the_example_of_the_specification_is_signed_by_its_key()
    {
        var key = NoteKey.Parse(ExampleKey);
        SignedNote.Parse(Example).SignersAmong(key).ShouldBe([key]);
        Should.Throw<FormatException>(() => SignedNote.Parse(Example.Replace("message", "massage", StringComparison.Ordinal)).SignersAmong(key));
    }

    [Fact]
    public void a_key_reads_back_from_its_text()
    {
        NoteKey.Parse(ExampleKey).Text.ShouldBe(ExampleKey);
        NoteKey.Parse(Witness.Key.Text).ShouldBe(Witness.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2")]
    [InlineData("example.com/foo+530d903a+ AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    public void another_text_is_no_key(string text) => Should.Throw<FormatException>(() => NoteKey.Parse(text));

    [Fact]
    public void a_name_with_a_space_or_a_plus_is_none()
    {
        foreach (var name in new[] { "", "a b", "a+b", "a\u00a0b", "a\nb" }) Should.Throw<ArgumentException>(() => new NoteKey(name, NoteSignatureKind.Plain, new byte[32]));
    }

    [Fact]
    public void a_note_reads_back_as_it_was_written()
    {
        var note = new SignedNote(State.Text, [Log.Sign(State.Text), Witness.Sign(State.Text, 1_679_315_147)]);
        var read = SignedNote.Parse(note.ToString());
        read.ToString().ShouldBe(note.ToString());
        read.SignersAmong(Log.Key, Witness.Key).ShouldBe([Log.Key, Witness.Key]);
        var back = Checkpoint.Parse(read.Text);
        (back.Origin, back.Size, Convert.ToHexString(back.Root)).ShouldBe((State.Origin, State.Size, Convert.ToHexString(State.Root)));
    }

    [Fact]
    public void a_signature_of_a_key_that_is_not_asked_for_counts_for_nothing()
    {
        var note = new SignedNote(State.Text, [Witness.Sign(State.Text, 1)]);
        note.SignersAmong(Log.Key).ShouldBeEmpty();
    }

    [Fact]
    public void a_note_on_which_a_known_key_signed_falsely_is_refused_even_if_another_signed_well()
    {
        var bad = new NoteSignature(Log.Key.Name, Log.Key.Id, new byte[64]);
        Should.Throw<FormatException>(() => new SignedNote(State.Text, [Witness.Sign(State.Text, 1), bad]).SignersAmong(Log.Key, Witness.Key));
        new SignedNote(State.Text, [Witness.Sign(State.Text, 1), bad]).SignersAmong(Witness.Key).ShouldBe([Witness.Key]);
    }

    [Fact]
    public void a_cosignature_holds_for_its_time_only()
    {
        var signature = Witness.Sign(State.Text, 1_679_315_147);
        Cosignature.TimeOf(signature.Bytes).ShouldBe(1_679_315_147);
        Witness.Key.Verifies(State.Text, signature.Bytes).ShouldBeTrue();
        signature.Bytes[7] ^= 1;
        Witness.Key.Verifies(State.Text, signature.Bytes).ShouldBeFalse();
    }

    [Fact]
    public void a_cosignature_is_no_signature_of_the_log_even_by_the_same_key()
    {
        var both = new NoteSigner(Log.Key.Name, NoteSignatureKind.Cosignature, Seed);
        both.Key.Id.ShouldNotBe(Log.Key.Id);
        new SignedNote(State.Text, [both.Sign(State.Text, 1)]).SignersAmong(Log.Key).ShouldBeEmpty();
        Log.Key.Verifies(State.Text, both.Sign(State.Text, 1).Bytes).ShouldBeFalse();
    }

    [Fact]
    public void one_changed_character_makes_a_note_another()
    {
        var text = new SignedNote(State.Text, [Log.Sign(State.Text)]).ToString();
        Gen.Int[0, text.Length - 1].Sample(at =>
        {
            var changed = string.Concat(text.AsSpan(0, at), text[at] == 'A' ? "B" : "A", text.AsSpan(at + 1));
            try
            {
                return SignedNote.Parse(changed).SignersAmong(Log.Key).Count == 0;
            }
            catch (FormatException)
            {
                return true;
            }
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA=")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name  AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name AAAA\n")]
    [InlineData("text\r\n\n\u2014 name AAAAAAA=\n")]
    public void another_text_is_no_note(string text) => Should.Throw<FormatException>(() => SignedNote.Parse(text));

    [Theory]
    [InlineData("origin\n1\n")]
    [InlineData("origin\n01\n4xTGmfXMfbfmkCXEjQrsAQbmDt3vMYqWCNKGc87vnMM=\n")]
    [InlineData("origin\n-1\n4xTGmfXMfbfmkCXEjQrsAQbmDt3vMYqWCNKGc87vnMM=\n")]
    [InlineData("origin\n1\n4xTGmfXMfbfmkCXEjQrsAQbmDt3vMYqWCNKGc87vnM=\n")]
    [InlineData("\n1\n4xTGmfXMfbfmkCXEjQrsAQbmDt3vMYqWCNKGc87vnMM=\n")]
    [InlineData("origin\n1\n4xTGmfXMfbfmkCXEjQrsAQbmDt3vMYqWCNKGc87vnMM=")]
    public void another_text_is_no_checkpoint(string text) => Should.Throw<FormatException>(() => Checkpoint.Parse(text));
}
