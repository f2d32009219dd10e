using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Packs.Campaigns;

/// <summary>The events that a volume is proven by: read where they stand, for there are very many.</summary>
internal sealed class DossierLeaves
{
    private readonly Dictionary<Guid, (int From, int Length)> _places = [];
    private byte[] _file = [];

    /// <summary>How many there are in all.</summary>
    public int Count { get; private set; }

    /// <summary>Reads them, and computes the root of the ledger from them. What they say counts only where it is the one that was signed.</summary>
    public void Prove(PackUnderCheck pack, Checkpoint checkpoint)
    {
        if (!pack.Files.TryGetValue("proofs/leaves.txt", out var file) || !pack.Files.TryGetValue("proofs/hashes.txt", out var beside)) return;
        _file = file;
        var leaves = new List<(long, byte[])>();
        var places = new List<(long Index, int From, int Length)>();
        if (ReadLines(file, places) && Hashes(beside) is { } hashes)
        {
            foreach (var (index, from, length) in places) leaves.Add((index, MerkleHash.OfLeaf(file.AsSpan(from, length))));
            if (MultiProof.Root(leaves, checkpoint.Size, hashes) is { } root && root.AsSpan().SequenceEqual(checkpoint.Root))
            {
                foreach (var (index, from, length) in places) Take(pack, index, from, length);
                Count = places.Count;
                return;
            }
        }
        else
        {
            pack.Fault("proof-unreadable", "proofs/leaves.txt or proofs/hashes.txt is not as the vault writes it.");
            return;
        }

        pack.Fault("not-included", "The events attached are not those that stand in the ledger: one of them, or a hash beside them, was changed, added or left out.");
    }

    /// <summary>The fact of a dossier that an event is; null: none that is proven.</summary>
    public JsonElement? Find(Guid id) => _places.TryGetValue(id, out var place) ? JsonElement.Parse(_file.AsSpan(place.From, place.Length)) : null;

    /// <summary>Whether an event is proven, whatever it is.</summary>
    public bool Has(PackUnderCheck pack, Guid id) => _places.ContainsKey(id) || pack.Leaves.ContainsKey(id);

    // What is in the tree is what the vault wrote, so it can be read.
    private void Take(PackUnderCheck pack, long index, int from, int length)
    {
        JsonElement? leaf = JsonElement.Parse(_file.AsSpan(from, length));
        if (leaf.Id("id") is not { } id) return;
        if (leaf.Text("stream")?.StartsWith("dossier/", StringComparison.Ordinal) == true) _places[id] = (from, length);
        else pack.Leaves[id] = new(index, MerkleHash.OfLeaf(_file.AsSpan(from, length)), _file[from..(from + length)], leaf);
    }

    private static bool ReadLines(byte[] file, List<(long, int, int)> places)
    {
        for (var at = 0; at < file.Length;)
        {
            var end = file.AsSpan(at).IndexOf((byte)'\n');
            var space = end < 0 ? -1 : file.AsSpan(at, end).IndexOf((byte)' ');
            if (space <= 0 || !long.TryParse(file.AsSpan(at, space), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
            places.Add((index, at + space + 1, end - space - 1));
            at += end + 1;
        }

        return true;
    }

    private static List<byte[]>? Hashes(byte[] file)
    {
        var hashes = new List<byte[]>();
        foreach (var line in Encoding.ASCII.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (NoteKey.TryBase64(line) is not { Length: MerkleHash.Size } hash) return null;
            hashes.Add(hash);
        }

        return hashes;
    }
}
