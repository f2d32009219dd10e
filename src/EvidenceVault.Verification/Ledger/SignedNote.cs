using System.Text;

namespace EvidenceVault.Verification.Ledger;

/// <summary>A text with signatures: C2SP <c>signed-note</c>, as Go's <c>sumdb/note</c> reads it too.</summary>
/// <param name="Text">The text, with its last line feed.</param>
/// <param name="Signatures">The signatures, checked or not.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const int MostSignatures = 100;
    private const int LargestNote = 1 << 20;

    /// <summary>Reads a note. What it says counts only once <see cref="SignersAmong"/> names somebody.</summary>
    /// <exception cref="FormatException">It is no note.</exception>
    public static SignedNote Parse(string note)
    {
        if (note.Length > LargestNote || note.Any(c => char.IsControl(c) && c < ' ' && c != '\n')) throw new FormatException("A signed note has no control characters, and at most a megabyte.");
        var at = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (at < 0 || !note.EndsWith('\n')) throw new FormatException("A signed note is a text, an empty line and its signatures, each line ended by a line feed.");
        var lines = note[(at + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures) throw new FormatException($"A signed note has 1 to {MostSignatures} signatures.");
        return new(note[..(at + 1)], Array.ConvertAll(lines, NoteSignature.Parse));
    }

    /// <summary>Those of some keys that have signed it.</summary>
    /// <exception cref="FormatException">A signature by one of these keys is not its own: nothing of such a note can be trusted.</exception>
    public IReadOnlyList<NoteKey> SignersAmong(params IEnumerable<NoteKey> keys)
    {
        var signers = new List<NoteKey>();
        foreach (var key in keys)
        {
            var by = Signatures.Where(s => s.By(key)).ToList();
            if (by.Any(s => !key.Verifies(Text, s.Bytes))) throw new FormatException($"The note has a signature by {key.Name} that is not its own.");
            if (by.Count > 0) signers.Add(key);
        }

        return signers;
    }

    /// <summary>The note with one signature more; the same where it has it.</summary>
    public SignedNote With(NoteSignature signature) => Signatures.Any(s => s.ToString() == signature.ToString()) ? this : this with { Signatures = [.. Signatures, signature] };

    /// <summary>The note as it is written.</summary>
    public override string ToString() => Signatures.Aggregate(new StringBuilder(Text).Append('\n'), (note, s) => note.Append(s).Append('\n')).ToString();
}

/// <summary>A signature of a note.</summary>
/// <param name="Name">The name of the key that it says it is by.</param>
/// <param name="KeyId">The id of that key, 4 bytes.</param>
/// <param name="Bytes">The signature; a cosignature begins with its time.</param>
public sealed record NoteSignature(string Name, byte[] KeyId, byte[] Bytes)
{
    private const string Start = "\u2014 ";

    /// <summary>Whether it says it is by a key.</summary>
    public bool By(NoteKey key) => key.Name == Name && key.Id.AsSpan().SequenceEqual(KeyId);

    /// <summary>Reads a signature line, without its line feed.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static NoteSignature Parse(string line)
    {
        if (line.StartsWith(Start, StringComparison.Ordinal) && line[Start.Length..].Split(' ') is [var name, var text]
            && NoteKey.IsName(name) && NoteKey.TryBase64(text) is { Length: > 4 } bytes)
            return new(name, bytes[..4], bytes[4..]);
        throw new FormatException("A signature line is a dash (U+2014), the name of a key and base64, with a space between.");
    }

    /// <summary>The signature line, without its line feed.</summary>
    public override string ToString() => $"{Start}{Name} {Convert.ToBase64String([.. KeyId, .. Bytes])}";
}
