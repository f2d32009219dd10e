using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Ledger;

/// <summary>Writes the timestamps of a checkpoint as files that other software reads.</summary>
public static class TimestampFiles
{
    /// <summary>Writes what was stamped, and each token.</summary>
    /// <param name="text">A checkpoint, or a proof, which has one.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="ct">Cancels.</param>
    public static Task Write(string text, string folder, CancellationToken ct) => Write(HandedOut.IsProof(text) ? LedgerProof.Parse(text).Note : SignedNote.Parse(text), folder, ct);

    /// <summary>Writes what was stamped, and each token.</summary>
    /// <param name="note">A checkpoint.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task Write(SignedNote note, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "checkpoint.txt"), NoteTimestamp.Stamped(note.Text), ct);
        foreach (var line in NoteTimestamp.In(note))
        {
            // A name is whatever the note says.
            var name = string.Concat(line.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')).TrimStart('.');
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.tst"), line.Bytes, ct);
        }
    }
}
