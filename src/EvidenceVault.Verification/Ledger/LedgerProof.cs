using System.Globalization;
using System.Text;

namespace EvidenceVault.Verification.Ledger;

/// <summary>That a leaf stands in a log, for whoever has the leaf and the log's key: C2SP <c>tlog-proof</c>, version 1.</summary>
/// <param name="Index">The leaf's place, from 0.</param>
/// <param name="Path">The hashes beside its way up to the root.</param>
/// <param name="Note">The signed checkpoint of the tree it stands in.</param>
public sealed record LedgerProof(long Index, IReadOnlyList<byte[]> Path, SignedNote Note)
{
    private const string Heading = "c2sp.org/tlog-proof@v1";
    private const string Place = "index ";
    private const string More = "extra ";

    // A path is as long as a tree of 2^63 leaves is high.
    private const int LongestPath = 63;

    /// <summary>What comes with the proof and is not proven by it; null: nothing.</summary>
    public byte[]? Extra { get; init; }

    /// <summary>The checkpoint, whoever has signed it.</summary>
    public Checkpoint Checkpoint => Checkpoint.Parse(Note.Text);

    /// <summary>Reads a proof.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LedgerProof Parse(string text)
    {
        var at = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (at < 0 || text[..at].Split('\n') is not [Heading, .. var lines]) throw Bad();
        byte[]? extra = null;
        if (lines is [var first, .. var rest] && first.StartsWith(More, StringComparison.Ordinal)) (extra, lines) = (NoteKey.TryBase64(first[More.Length..]) ?? throw Bad(), rest);
        if (lines is not [var place, .. var path] || !place.StartsWith(Place, StringComparison.Ordinal) || path.Length > LongestPath) throw Bad();
        if (!long.TryParse(place.AsSpan(Place.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || place != Place + index.ToString(CultureInfo.InvariantCulture)) throw Bad();
        var hashes = Array.ConvertAll(path, p => NoteKey.TryBase64(p) is { Length: MerkleHash.Size } hash ? hash : throw Bad());
        return new(index, hashes, SignedNote.Parse(text[(at + 2)..])) { Extra = extra };

        static FormatException Bad() => new("This is no tlog-proof: its heading, the index, the hashes, an empty line and the checkpoint.");
    }

    /// <summary>What is wrong with it as the proof that a leaf stands in a log; null: nothing.</summary>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="origin">Which log.</param>
    /// <param name="keys">The keys that the log has signed with, at one time or another.</param>
    public LedgerFault? Check(ReadOnlySpan<byte> leafHash, string origin, IEnumerable<NoteKey> keys)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = Checkpoint;
            if (checkpoint.Origin != origin) return LedgerFault.OtherLog;
            if (Note.SignersAmong(keys).Count == 0) return LedgerFault.NotSigned;
        }
        catch (FormatException)
        {
            return LedgerFault.NotSigned;
        }

        return ProofCheck.Includes(leafHash, Index, checkpoint.Size, checkpoint.Root, Path) ? null : LedgerFault.NotIncluded;
    }

    /// <summary>The proof as it is written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Heading).Append('\n');
        if (Extra is not null) text.Append(More).Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append(Place).Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Path) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }
}

/// <summary>What is wrong with a proof.</summary>
public enum LedgerFault
{
    /// <summary>The checkpoint is another log's.</summary>
    OtherLog,

    /// <summary>The checkpoint is signed by none of the log's keys, or a signature is not theirs.</summary>
    NotSigned,

    /// <summary>The leaf does not stand at that place in the signed tree.</summary>
    NotIncluded,
}
