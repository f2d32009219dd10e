using System.Globalization;

namespace EvidenceVault.Verification.Ledger;

/// <summary>The state of a log: C2SP <c>tlog-checkpoint</c>.</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Size">How many leaves its tree has.</param>
/// <param name="Root">The root of the tree, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>What is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads what a note says. Lines after the third are left alone, but what is signed has them.</summary>
    /// <exception cref="FormatException">It is no checkpoint.</exception>
    public static Checkpoint Parse(string text)
    {
        if (text.Split('\n') is [{ Length: > 0 } origin, var size, var root, .. var more, ""]
            && more.All(m => m.Length > 0)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves) && leaves.ToString(CultureInfo.InvariantCulture) == size
            && NoteKey.TryBase64(root) is { Length: MerkleHash.Size } hash)
            return new(origin, leaves, hash);
        throw new FormatException("A checkpoint is an origin, a size and a root, a line each.");
    }
}
