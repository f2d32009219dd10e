using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EvidenceVault.Cli;
using EvidenceVault.Server.Tests.Infrastructure;
using EvidenceVault.Server.Tests.Intake;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>Edits of what a vault handed out, each named by <c>vault verify</c> with the key alone.</summary>
public sealed class ForgedFileTests(ForgedFileTests.Given given) : IClassFixture<ForgedFileTests.Given>
{
    private static readonly NoteSigner Other = new("another.example/evidence-vault", NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)3, 32)]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What is done to a file, and how it is named.</summary>
    public static TheoryData<string, string> Edits => new()
    {
        { "proof: the outcome of the call is another", "not-included" },
        { "proof: the event occurred a year earlier", "not-included" },
        { "proof: the event is another one of the ledger", "not-included" },
        { "proof: it is said to stand at another place", "not-included" },
        { "proof: a hash of the path is another", "not-included" },
        { "proof: the path is shorter", "not-included" },
        { "proof: the ledger is larger than was signed", "not-signed" },
        { "proof: the root is another than was signed", "not-signed" },
        { "proof: a byte of the signature is another", "not-signed" },
        { "proof: the checkpoint is signed by another vault only", "not-signed" },
        { "proof: the ledger has another name", "not-signed" },
        { "proof: only a newer key is trusted", "not-signed" },
        { "proof: the cosignature is of another checkpoint", "wrong-cosignature" },
        { "proof: the timestamp is no token", "wrong-timestamp" },
        { "proof: the recording is another", "exhibit-changed" },
        { "receipt: the time is another", "receipt-not-signed" },
        { "receipt: the leaf is another", "receipt-not-signed" },
        { "receipt: it is said to stand at another place", "receipt-not-signed" },
        { "receipt: it is one of another vault", "receipt-not-signed" },
        { "receipt: a byte of the signature is another", "receipt-not-signed" },
        { "receipt: it is cut short", "receipt-unreadable" },
        { "receipt: half a character stands in its place", "receipt-unreadable" },
        { "receipt: its key had been replaced", "stale-key" },
        { "proof: its key had been replaced before the event was recorded", "stale-key" },
        { "proof: what stands in the ledger is no event", "leaf-unreadable" },
        { "proof: what stands in the ledger has half a character", "leaf-unreadable" },
        { "checkpoint: the size is another", "not-signed" },
        { "checkpoint: a line was added", "not-signed" },
        { "checkpoint: it is signed by another vault only", "not-signed" },
        { "checkpoint: it is signed by another vault only, that is trusted for its own", "not-signed" },
        { "checkpoint: a cosignature in its own name is all that it has", "not-signed" },
        { "proof: a cosignature in its own name is all that its checkpoint has", "not-signed" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task a_forged_file_is_named_by_what_is_wrong_with_it(string edit, string kind)
    {
        var (text, args) = Forge(edit);
        foreach (var file in new[] { given.Proof, given.Receipt, given.Checkpoint }) (await Verify(file, "--key", given.Key)).Code.ShouldBe(0);
        var (code, output) = await Verify(text, args);
        code.ShouldBe(1, output);
        output.ShouldContain($"\"kind\":\"{kind}\"");
    }

    private (string Text, string[] Args) Forge(string edit)
    {
        string[] args = ["--key", given.Key];
        var proof = LedgerProof.Parse(given.Proof);
        var checkpoint = proof.Checkpoint;
        LedgerProof With(SignedNote note) => proof with { Note = note };
        SignedNote Signed(Checkpoint c, NoteSigner by) => new(c.Text, [by.Sign(c.Text)]);
        switch (edit)
        {
            case "proof: the outcome of the call is another": return ((proof with { Extra = Changed(proof.Extra!, "no-answer", "voicemail") }).ToString(), args);
            case "proof: the event occurred a year earlier": return ((proof with { Extra = Changed(proof.Extra!, "2026-03-02", "2025-03-02") }).ToString(), args);
            case "proof: the event is another one of the ledger": return ((proof with { Extra = LedgerProof.Parse(given.OtherProof).Extra }).ToString(), args);
            case "proof: it is said to stand at another place": return ((proof with { Index = proof.Index ^ 1 }).ToString(), args);
            case "proof: a hash of the path is another": return ((proof with { Path = [SHA256.HashData("x"u8), .. proof.Path.Skip(1)] }).ToString(), args);
            case "proof: the path is shorter": return ((proof with { Path = [.. proof.Path.Skip(1)] }).ToString(), args);
            case "proof: the ledger is larger than was signed": return (With(proof.Note with { Text = (checkpoint with { Size = checkpoint.Size + 1 }).Text }).ToString(), args);
            case "proof: the root is another than was signed": return (With(proof.Note with { Text = (checkpoint with { Root = SHA256.HashData("x"u8) }).Text }).ToString(), args);
            case "proof: a byte of the signature is another": return (With(proof.Note with { Signatures = [.. proof.Note.Signatures.Select(Flipped)] }).ToString(), args);
            case "proof: the checkpoint is signed by another vault only": return (With(Signed(checkpoint, Other)).ToString(), [.. args, "--key", Other.Key.Text]);
            case "proof: the ledger has another name": return (With(Signed(checkpoint with { Origin = Other.Key.Name }, Other)).ToString(), args);
            case "proof: only a newer key is trusted": return (given.Proof, ["--key", new NoteSigner(checkpoint.Origin, NoteSignatureKind.Plain, new byte[32]).Key.Text]);
            case "proof: the cosignature is of another checkpoint":
                var witness = new NoteSigner("witness.example/one", NoteSignatureKind.Cosignature, new byte[32]);
                return (With(proof.Note.With(witness.Sign((checkpoint with { Size = checkpoint.Size - 1 }).Text, 1_790_000_000))).ToString(), [.. args, "--witness", witness.Key.Text]);
            case "proof: the timestamp is no token": return (With(proof.Note.With(NoteTimestamp.Of("tsa.example", [.. "no token"u8]))).ToString(), args);
            case "proof: the recording is another": return (given.ExhibitProof, [.. args, "--exhibit", given.OtherFile]);
            case "receipt: the time is another": return (Changed(bytes => bytes[11] ^= 1), args);
            case "receipt: the leaf is another": return (Changed(bytes => bytes[20] ^= 1), args);
            case "receipt: it is said to stand at another place":
                // A commit may have had one leaf only: another place in it is then one of two.
                var receipt = Receipt.Parse(given.Receipt);
                return ((receipt with { Index = receipt.Index == 0 ? 1 : 0, Size = Math.Max(receipt.Size, 2) }).ToString(), args);
            case "receipt: it is one of another vault": return (Receipt.Of(Other, 1_790_000_000_000_000, [new byte[32]])(0).ToString(), args);
            case "receipt: a byte of the signature is another": return (Changed(bytes => bytes[^1] ^= 1), args);
            case "receipt: it is cut short": return (given.Receipt[..^20], args);
            case "receipt: half a character stands in its place": return ("""{"receipt":"\ud800"}""", args);
            case "receipt: its key had been replaced": return (given.Receipt, ["--key", given.Keys("2026-01-01T00:00:00Z")]);
            case "proof: its key had been replaced before the event was recorded": return (given.Proof, ["--key", given.Keys("2026-01-01T00:00:00Z")]);
            case "proof: what stands in the ledger is no event": return Signing("[1, 0e99999999999]");
            case "proof: what stands in the ledger has half a character": return Signing("""{"id":"\ud800"}""");
            case "checkpoint: the size is another": return ((SignedNote.Parse(given.Checkpoint) with { Text = (checkpoint with { Size = 7 }).Text }).ToString(), args);
            case "checkpoint: a line was added": return ((SignedNote.Parse(given.Checkpoint) is var note ? note with { Text = note.Text + "more\n" } : null!).ToString(), args);
            case "checkpoint: it is signed by another vault only": return (Signed(checkpoint, Other).ToString(), args);
            case "checkpoint: it is signed by another vault only, that is trusted for its own": return (Signed(checkpoint, Other).ToString(), [.. args, "--key", Other.Key.Text]);
            case "checkpoint: a cosignature in its own name is all that it has":
            case "proof: a cosignature in its own name is all that its checkpoint has":
                var cosigner = new NoteSigner(checkpoint.Origin, NoteSignatureKind.Cosignature, new byte[32]);
                var cosigned = new SignedNote(checkpoint.Text, [cosigner.Sign(checkpoint.Text, 1_790_000_000)]);
                return (edit.StartsWith("proof", StringComparison.Ordinal) ? With(cosigned).ToString() : cosigned.ToString(), [.. args, "--key", cosigner.Key.Text]);
            default: throw new InvalidOperationException(edit);
        }
    }

    // Whoever trusts a key trusts it with anything.
    private static (string Text, string[] Args) Signing(string leaf)
    {
        var bytes = Encoding.UTF8.GetBytes(leaf);
        var text = new Checkpoint(Other.Key.Name, 1, MerkleHash.OfLeaf(bytes)).Text;
        return (new LedgerProof(0, [], new(text, [Other.Sign(text)])) { Extra = bytes }.ToString(), ["--key", Other.Key.Text]);
    }

    private static NoteSignature Flipped(NoteSignature s) => s with { Bytes = [.. s.Bytes[..^1], (byte)(s.Bytes[^1] ^ 1)] };

    private static byte[] Changed(byte[] leaf, string from, string to)
    {
        var text = Encoding.UTF8.GetString(leaf);
        text.ShouldContain(from);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private string Changed(Action<byte[]> change)
    {
        var bytes = Base64Url.DecodeFromChars(given.Receipt.AsSpan(Receipt.Start.Length));
        change(bytes);
        return Receipt.Start + Base64Url.EncodeToString(bytes);
    }

    [Fact]
    public async Task what_does_not_apply_to_a_file_is_refused_and_not_left_out_of_account()
    {
        var witness = new NoteSigner("witness.example/one", NoteSignatureKind.Cosignature, new byte[32]).Key.Text;
        foreach (var args in new[] { new[] { "--witness", witness }, ["--witness", witness, "--quorum", "1"], ["--timestamps-to", Path.GetTempPath()], ["--exhibit", given.OtherFile] })
        {
            var (code, output) = await Verify(given.Receipt, ["--key", given.Key, .. args]);
            code.ShouldBe(2, output);
            output.ShouldContain($"{args[0]} does not apply to receipts");
        }

        var checkpoint = await Verify(given.Checkpoint, "--key", given.Key, "--exhibit", given.OtherFile);
        checkpoint.Code.ShouldBe(2, checkpoint.Output);
        checkpoint.Output.ShouldContain("--exhibit does not apply to a checkpoint");
        var few = await Verify(given.Checkpoint, "--key", given.Key, "--witness", witness, "--quorum", "1");
        few.Code.ShouldBe(1, "who cosigned a checkpoint is looked at");
        few.Output.ShouldContain("too-few-witnesses");
    }

    [Fact]
    public async Task what_was_signed_while_the_key_was_in_use_stays_good_after_it_was_replaced()
    {
        foreach (var file in new[] { given.Proof, given.Receipt, given.Checkpoint }) (await Verify(file, "--key", given.Keys(null))).Code.ShouldBe(0);
        foreach (var file in new[] { given.Proof, given.Receipt }) (await Verify(file, "--key", given.Keys("9999-01-01T00:00:00Z"))).Code.ShouldBe(0);
    }

    [Fact]
    public async Task the_recording_that_an_event_is_about_is_found_in_its_proof()
    {
        var (code, output) = await Verify(given.ExhibitProof, "--key", given.Key, "--exhibit", given.RightFile);
        code.ShouldBe(0, output);
    }

    private static async Task<(int Code, string Output)> Verify(string text, params string[] args)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, Ct);
        using var output = new StringWriter();
        var code = await Commands.RunAsync(["verify", file, "--json", .. args], output, output, Ct);
        File.Delete(file);
        return (code, output.ToString());
    }

    /// <summary>What a vault handed out, as it was.</summary>
    public sealed class Given : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-forged-");

        public string Key { get; private set; } = "";

        public string Proof { get; private set; } = "";

        public string OtherProof { get; private set; } = "";

        public string ExhibitProof { get; private set; } = "";

        public string Receipt { get; private set; } = "";

        public string Checkpoint { get; private set; } = "";

        /// <summary>A file as <c>GET /ledger/key</c> writes it, by which the key was in use until then.</summary>
        public string Keys(string? until)
        {
            var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.json");
            var key = new { key = Key, from = "2020-01-01T00:00:00Z", until };
            File.WriteAllText(file, System.Text.Json.JsonSerializer.Serialize(new { origin = NoteKey.Parse(Key).Name, keys = new[] { key } }));
            return file;
        }

        public string RightFile => Path.Combine(_folder.FullName, "right.wav");

        public string OtherFile => Path.Combine(_folder.FullName, "other.wav");

        public async ValueTask InitializeAsync()
        {
            await using var host = await VaultHost.StartAsync();
            var desk = await Desk.NewAsync(host);
            var results = await desk.Upload([.. Enumerable.Range(0, 9).Select(_ => (System.Text.Json.Nodes.JsonNode)Desk.Call(Desk.Phone()))]);
            await File.WriteAllTextAsync(RightFile, "voice", Ct);
            await File.WriteAllTextAsync(OtherFile, "another voice", Ct);
            await desk.Staff.PutAsync($"{desk.P}/exhibits/{Desk.Ref("vl")}", new
            {
                kind = "voicelog",
                purposes = new[] { "consent" },
                contentType = "audio/wav",
                size = 5,
                sha256 = Convert.ToHexStringLower(SHA256.HashData("voice"u8)),
                recordedAt = "2026-03-01T10:15:00+01:00",
            }).Expect(HttpStatusCode.Created);
            await host.Settled();
            var exhibit = (await host.Query("select id::text from vault.mt_events where type = 'exhibit.announced'"))[0];
            (Proof, OtherProof, ExhibitProof) = (await Read($"{results[0].EventId}"), await Read($"{results[1].EventId}"), await Read(exhibit));
            Receipt = results[3].Json.GetProperty("receipt").GetString()!;
            using var client = host.Client();
            Checkpoint = (await client.ReadAsync("/ledger/checkpoint")).Text;
            Key = (await client.ReadAsync("/ledger/key")).Body.GetProperty("keys")[0].GetProperty("key").GetString()!;

            async Task<string> Read(string id) => (await desk.Staff.ReadAsync($"{desk.Evidence}/{id}/proof").Expect(HttpStatusCode.OK)).Text;
        }

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
