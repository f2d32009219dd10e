using System.Text;
using System.Text.Json;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Packs;

/// <summary>The checkpoint and the proofs, and what <c>pack.json</c> says of them.</summary>
internal static class ProofsCheck
{
    private const string Folder = "proofs/";
    private const string Ending = ".tlog-proof";

    /// <summary>Which event a file is the proof of; null: it is none.</summary>
    public static Guid? EventOf(string name) =>
        name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal) && name.Length > Folder.Length + Ending.Length
        && Guid.TryParseExact(name[Folder.Length..^Ending.Length], "D", out var id) && name == $"{Folder}{id:D}{Ending}" ? id : null;

    /// <summary>Checks them; the checkpoint, where a trusted key has signed it.</summary>
    public static SignedNote? Run(PackUnderCheck pack, IReadOnlyList<NoteKey> keys)
    {
        if (ReadCheckpoint(pack) is not var (note, checkpoint)) return null;
        var signers = Signers(note, keys.Where(k => k.IsOfLog(checkpoint.Origin)));
        if (signers.Count == 0) pack.Fault("not-signed", "The checkpoint is signed by none of the keys that were given, or was changed.");
        var listed = pack.Data.Get("proof").Items("events").Where(e => e.Id("eventId") is not null).DistinctBy(e => e.Id("eventId")).ToDictionary(e => e.Id("eventId")!.Value);
        foreach (var (name, content) in pack.Files)
            if (EventOf(name) is { } id) ReadProof(pack, id, Encoding.UTF8.GetString(content), note, checkpoint, listed.GetValueOrDefault(id));
        State(pack, checkpoint, signers);
        Listed(pack);
        Stamps(pack, note);
        (pack.Facts["ledger"], pack.Facts["size"]) = (checkpoint.Origin, checkpoint.Size);
        return signers.Count > 0 ? note : null;
    }

    /// <summary>Checks the same of a volume, whose events are proven together; the checkpoint, where a trusted key has signed it.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="keys">The keys of ledgers that are trusted.</param>
    /// <param name="prove">Proves the events by the checkpoint.</param>
    public static SignedNote? RunTogether(PackUnderCheck pack, IReadOnlyList<NoteKey> keys, Action<Checkpoint> prove)
    {
        if (ReadCheckpoint(pack) is not var (note, checkpoint)) return null;
        var signers = Signers(note, keys.Where(k => k.IsOfLog(checkpoint.Origin)));
        if (signers.Count == 0) pack.Fault("not-signed", "The checkpoint is signed by none of the keys that were given, or was changed.");
        prove(checkpoint);
        State(pack, checkpoint, signers);
        Stamps(pack, note);
        (pack.Facts["ledger"], pack.Facts["size"]) = (checkpoint.Origin, checkpoint.Size);
        return signers.Count > 0 ? note : null;
    }

    private static (SignedNote Note, Checkpoint Checkpoint)? ReadCheckpoint(PackUnderCheck pack)
    {
        if (!pack.Files.TryGetValue("proofs/checkpoint", out var text)) return null;
        try
        {
            var note = SignedNote.Parse(Encoding.UTF8.GetString(text));
            return (note, Checkpoint.Parse(note.Text));
        }
        catch (FormatException)
        {
            pack.Fault("checkpoint-unreadable", "proofs/checkpoint is no checkpoint.");
            return null;
        }
    }

    private static IReadOnlyList<NoteKey> Signers(SignedNote note, IEnumerable<NoteKey> keys)
    {
        try
        {
            return note.SignersAmong(keys);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static void ReadProof(PackUnderCheck pack, Guid id, string text, SignedNote note, Checkpoint checkpoint, JsonElement? listed)
    {
        try
        {
            var proof = LedgerProof.Parse(text);
            if (proof.Note.ToString() != note.ToString())
            {
                pack.Fault("other-checkpoint", "The proof is for another checkpoint than the one attached, or that was changed in it.", id);
                return;
            }

            var hash = proof.Extra is { } leaf ? MerkleHash.OfLeaf(leaf) : HashListed(pack, listed, id);
            if (hash is null || !ProofCheck.Includes(hash, proof.Index, checkpoint.Size, checkpoint.Root, proof.Path))
            {
                pack.Fault("not-included", "The event is not the one that stands in the ledger at this place: it, or its proof, was changed.", id);
                return;
            }

            JsonElement? read = proof.Extra is null ? null : ReadLeaf(proof.Extra);
            if (read is not null && read.Id("id") != id) pack.Fault("other-event", "The proof is that of another event than its name says.", id);
            else pack.Leaves[id] = new(proof.Index, hash, proof.Extra, read);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            pack.Fault("proof-unreadable", "Its proof is none.", id);
        }
    }

    // In the canonical form, as the vault writes it: a forged tree may hold anything, such as texts that are none.
    private static JsonElement ReadLeaf(byte[] leaf) =>
        CanonicalJson.Of(leaf).AsSpan().SequenceEqual(leaf) ? JsonElement.Parse(leaf) : throw new FormatException("This is no leaf of a vault.");

    // Only findings may be left out, and only of a pack of facts.
    private static byte[]? HashListed(PackUnderCheck pack, JsonElement? listed, Guid id)
    {
        if (pack.Data.Text("content") != "facts" || listed.Text("type") != "clearance.decided" || listed.Flag("hasContent") != false)
            pack.Fault("leaf-missing", "Its proof comes without the event, which is left out of clearances in packs of facts alone.", id);
        return listed.Text("leafHash") is { } text ? NoteKey.TryBase64(text) : null;
    }

    private static void State(PackUnderCheck pack, Checkpoint checkpoint, IReadOnlyList<NoteKey> signers)
    {
        var said = pack.Data.Get("proof");
        if (said.Text("ledger") != checkpoint.Origin || said.Number("size") != checkpoint.Size || said.Text("root") != Convert.ToBase64String(checkpoint.Root))
            pack.Fault("state-differs", "pack.json tells of another state of the ledger than the checkpoint attached.");
        var listed = said.Items("signedBy").Select(k => k is { ValueKind: JsonValueKind.String } text ? text.GetString() : null).ToList();
        if (signers.Any(k => !listed.Contains(k.Text))) pack.Fault("signer-differs", "pack.json names other keys than the one that signed the checkpoint.");
        if (pack.Files.TryGetValue("keys.json", out var json) && !signers.All(k => Encoding.UTF8.GetString(json).Contains($"\"{k.Text}\"", StringComparison.Ordinal)))
            pack.Fault("keys-differ", "keys.json does not list the key that signed the checkpoint.");
    }

    private static void Listed(PackUnderCheck pack)
    {
        var listed = new HashSet<Guid>();
        foreach (var e in pack.Data.Get("proof").Items("events"))
        {
            if (e.Id("eventId") is not { } id)
            {
                pack.Fault("event-unnamed", "pack.json lists an event without its id.");
                continue;
            }

            if (!listed.Add(id)) pack.Fault("event-doubled", "pack.json lists the event twice.", id);
            if (!pack.Files.ContainsKey($"{Folder}{id:D}{Ending}")) pack.Fault("proof-missing", "The event has no proof attached.", id);
            else if (pack.Leaves.GetValueOrDefault(id) is { } proven
                && (e.Number("leaf") != proven.Index || e.Text("leafHash") != Convert.ToBase64String(proven.Hash) || e.Flag("hasContent") != (proven.Leaf is not null) || (proven.Leaf is not null && e.Text("type") != proven.Type)))
                pack.Fault("leaf-differs", "pack.json tells something else of the event's place, hash or type than its proof.", id);
        }

        foreach (var id in pack.Files.Keys.Select(EventOf).OfType<Guid>().Where(id => !listed.Contains(id))) pack.Fault("proof-surplus", "A proof is attached of an event that pack.json does not list.", id);
    }

    // They stand in the checkpoint as well; these are for other software.
    private static void Stamps(PackUnderCheck pack, SignedNote note)
    {
        var stamps = NoteTimestamp.In(note).Select(s => Convert.ToHexString(s.Bytes)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, content) in pack.Files)
            if (name.EndsWith(".tst", StringComparison.Ordinal) && !stamps.Contains(Convert.ToHexString(content))) pack.Fault("timestamp-differs", $"{name} is not a timestamp that the checkpoint has.");
        if (pack.Files.TryGetValue("proofs/checkpoint.txt", out var text) && Encoding.UTF8.GetString(text) != note.Text) pack.Fault("timestamp-differs", "proofs/checkpoint.txt is not the text of the checkpoint.");
    }
}
