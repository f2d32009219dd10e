using System.Text;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Server.Tests.Packs;

/// <summary>What somebody may do to the files of a pack, or to the pack as a file, and what <c>vault verify</c> calls it.</summary>
internal static class PackFileChanges
{
    /// <summary>What is done, by name.</summary>
    public static IReadOnlyDictionary<string, (string Kind, Func<SamplePack, byte[]> Change)> All { get; } = new Dictionary<string, (string Kind, Func<SamplePack, byte[]> Change)>(StringComparer.Ordinal)
    {
        ["data written with spaces"] = ("data-not-canonical", s => s.WithText("pack.json", t => t.Replace("\":", "\": ", StringComparison.Ordinal))),
        ["a number with an endless exponent in the data"] = ("data-not-canonical", s => s.WithText("pack.json", t => System.Text.RegularExpressions.Regex.Replace(t, "\"number\":1\\b", "\"number\":0e99999999999"))),
        ["half a character in the data"] = ("data-unreadable", s => s.WithText("pack.json", t => t.Replace("\"language\":\"", "\"language\":\"\\ud800", StringComparison.Ordinal))),
        ["a tree with half a character in a leaf"] = ("proof-unreadable", s => Grown(s, """{"data":{},"id":"\ud800","type":"\udc00"}""")),
        ["a tree with a leaf that is no JSON"] = ("proof-unreadable", s => Grown(s, "{")),
        ["a tree with a leaf of endless exponents"] = ("proof-unreadable", s => Grown(s, """{"data":{"outcome":0e99999999999,"occurredAt":1e-99999999999},"id":0e99999999999,"version":0e99999999999}""")),
        ["no data"] = ("attachment-missing", s => s.With(s.Files.Where(f => f.Key != "pack.json"))),
        ["data that are none"] = ("data-unreadable", s => s.WithText("pack.json", t => t[..^9])),
        ["no table"] = ("attachment-missing", s => s.With(s.Files.Where(f => f.Key != "calls.csv"))),
        ["a row less in the table"] = ("csv-differs", s => s.WithText("calls.csv", t => string.Concat(t.Split("\r\n").Where((l, i) => i != 1 && l.Length > 0).Select(l => l + "\r\n")))),
        ["a row after the last line end of the table"] = ("csv-differs", s => s.WithText("calls.csv", t => t + t.Split("\r\n")[1])),
        ["a column less in the table"] = ("csv-differs", s => s.WithText("calls.csv", t => string.Concat(t.Split("\r\n").Where(l => l.Length > 0).Select(l => l[..l.LastIndexOf(';')] + "\r\n")))),
        ["another cell in the table"] = ("csv-differs", s => s.WithText("calls.csv", t => t.Replace(";no-answer;", ";busy;", StringComparison.Ordinal))),
        ["a file that was added"] = ("attachment-unknown", s => s.With(s.Files.Append(new("instructions.exe", [1])))),
        ["a proof left out"] = ("proof-missing", s => s.With(s.Files.Where(f => f.Key != s.Proof("call.attempted")))),
        ["a fact whose proof is left out"] = ("fact-unproven", s => s.With(s.Files.Where(f => f.Key != s.Proof("call.attempted")))),
        ["a proof that is none"] = ("proof-unreadable", s => s.WithText(s.Proof("call.attempted"), _ => "x")),
        ["an event changed within its proof"] = ("not-included", s => s.WithText(s.Proof("call.attempted"), t => Leaf(t, l => l.Replace("no-answer", "answered", StringComparison.Ordinal).Replace("\"answered\"", "\"busy\"", StringComparison.Ordinal)))),
        ["a proof of another place"] = ("not-included", s => s.WithText(s.Proof("call.attempted"), t => t.Replace("index ", "index 1", StringComparison.Ordinal))),
        ["the proof of another event"] = ("other-event", s => s.With(s.Changed(s.Proof("call.attempted"), _ => s.Files[s.Proof("consent.granted")]))),
        ["a forged tree whose event has no text"] = ("proof-unreadable", s => Forged(s, "{\"id\":\"\\ud800\"}"u8.ToArray())),
        ["a forged tree whose event is no UTF-8"] = ("proof-unreadable", s => Forged(s, [.. "{\"id\":\""u8, 0xff, .. "\"}"u8])),
        ["a forged tree whose event is written otherwise"] = ("proof-unreadable", s => Forged(s, "{ \"id\":1}"u8.ToArray())),
        ["a proof without its event"] = ("leaf-missing", s => s.WithText(s.Proof("call.attempted"), t => (LedgerProof.Parse(t) with { Extra = null }).ToString())),
        ["a proof under another checkpoint"] = ("other-checkpoint", s => s.WithText(s.Proof("call.attempted"), t => Resigned(LedgerProof.Parse(t)).ToString())),
        ["a checkpoint that another signed"] = ("not-signed", s => s.WithText("proofs/checkpoint", t => Resigned(SignedNote.Parse(t)).ToString())),
        ["a checkpoint of another size"] = ("not-signed", s => s.WithText("proofs/checkpoint", t => t.Insert(t.IndexOf('\n', StringComparison.Ordinal) + 1, "1"))),
        ["a checkpoint that is none"] = ("checkpoint-unreadable", s => s.WithText("proofs/checkpoint", _ => "x")),
        ["other keys"] = ("keys-differ", s => s.WithText("keys.json", t => t.Replace("+", "-", StringComparison.Ordinal))),
        ["a timestamp of something else"] = ("timestamp-differs", s => s.With(s.Files.Append(new("proofs/timestamp-1.tst", [1])))),
        ["a file cut off at its end"] = ("unreadable", s => s.Pdf[..^100]),
        ["a file without its beginning"] = ("unreadable", s => [.. "%PDF-2.0\n"u8, .. s.Pdf[9..]]),
        ["half a file"] = ("unreadable", s => [.. s.Pdf[..(s.Pdf.Length / 2)], .. s.Pdf[^50..]]),
        ["something behind the end"] = ("unreadable", s => [.. s.Pdf, .. "startxref\n99999999\n%%EOF\n"u8]),
    };

    private static string Leaf(string proof, Func<string, string> change)
    {
        var read = LedgerProof.Parse(proof);
        return (read with { Extra = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(read.Extra!))) }).ToString();
    }

    // A tree of one leaf, by nobody's key.
    private static byte[] Forged(SamplePack sample, byte[] leaf)
    {
        var (name, signer) = (sample.Proof("call.attempted"), new NoteSigner("forged.example/vault", NoteSignatureKind.Plain, new byte[32]));
        var text = new Checkpoint("forged.example/vault", 1, MerkleHash.OfLeaf(leaf)).Text;
        var note = new SignedNote(text, [signer.Sign(text)]);
        var files = sample.Files.Where(f => f.Key != name && f.Key != "proofs/checkpoint");
        return sample.With([.. files, new(name, Encoding.UTF8.GetBytes(new LedgerProof(0, [], note) { Extra = leaf }.ToString())), new("proofs/checkpoint", Encoding.UTF8.GetBytes(note.ToString()))]);
    }

    // A tree of one leaf, whatever that is, which nobody has signed.
    private static byte[] Grown(SamplePack s, string leaf)
    {
        var (bytes, name) = (Encoding.UTF8.GetBytes(leaf), s.Proof("call.attempted"));
        var note = SignedNote.Parse(Encoding.UTF8.GetString(s.Files["proofs/checkpoint"]));
        var grown = note with { Text = (Checkpoint.Parse(note.Text) with { Size = 1, Root = MerkleHash.OfLeaf(bytes) }).Text };
        return s.With(s.Files.Select(f => new KeyValuePair<string, byte[]>(f.Key, f.Key switch
        {
            "proofs/checkpoint" => Encoding.UTF8.GetBytes(grown.ToString()),
            _ when f.Key == name => Encoding.UTF8.GetBytes(new LedgerProof(0, [], grown) { Extra = bytes }.ToString()),
            _ => f.Value,
        })));
    }

    private static LedgerProof Resigned(LedgerProof proof) => proof with { Note = Resigned(proof.Note) };

    private static SignedNote Resigned(SignedNote note) => note with { Signatures = [new NoteSigner(Checkpoint.Parse(note.Text).Origin, NoteSignatureKind.Plain, new byte[32]).Sign(note.Text)] };
}
