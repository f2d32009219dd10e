using System.Globalization;
using System.Text;

namespace EvidenceVault.Verification.Ledger;

/// <summary>What a witness is sent to have a checkpoint cosigned: the body of C2SP <c>tlog-witness</c> <c>add-checkpoint</c>.</summary>
/// <param name="OldSize">The size of the checkpoint that the witness cosigned last; 0: none.</param>
/// <param name="Path">That the tree of that size is the beginning of the one of the checkpoint.</param>
/// <param name="Note">The checkpoint, signed by its log.</param>
public sealed record WitnessSubmission(long OldSize, IReadOnlyList<byte[]> Path, SignedNote Note)
{
    /// <summary>How the size of an answer of 409 is told from a text.</summary>
    public const string SizeContentType = "text/x.tlog.size";

    /// <summary>The most bytes of one: a note with some hundred signatures, and a path.</summary>
    public const int Most = 64 << 10;

    private const string Old = "old ";
    private const int LongestPath = 63;

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static WitnessSubmission Parse(string body)
    {
        var at = body.IndexOf("\n\n", StringComparison.Ordinal);
        if (body.Length > Most || at < 0 || body[..at].Split('\n') is not [var first, .. var path] || !first.StartsWith(Old, StringComparison.Ordinal) || path.Length > LongestPath) throw Bad();
        if (!long.TryParse(first.AsSpan(Old.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var old) || first != Old + old.ToString(CultureInfo.InvariantCulture)) throw Bad();
        return new(old, Array.ConvertAll(path, p => NoteKey.TryBase64(p) is { Length: MerkleHash.Size } hash ? hash : throw Bad()), SignedNote.Parse(body[(at + 2)..]));

        static FormatException Bad() => new("This is no submission to a witness: the old size, the hashes of the proof, an empty line and the checkpoint.");
    }

    /// <summary>It, as it is sent.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Old).Append(OldSize.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Path) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }
}
