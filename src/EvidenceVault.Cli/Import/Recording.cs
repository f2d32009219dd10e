namespace EvidenceVault.Cli.Import;

/// <summary>One recording on its way.</summary>
/// <param name="Row">Its row in the table.</param>
/// <param name="Path">Its file.</param>
/// <param name="StatedId">The id that the table gives it; empty: none.</param>
/// <param name="Noted">What is noted of it.</param>
public sealed record Recording(RecordingRow Row, string Path, string StatedId, JournalRecording Noted)
{
    public string Id => StatedId.Length > 0 ? StatedId : IdOf(Noted.Sha256);

    // In letters alone: digits may happen to read as somebody's number, which no id may.
    private static string IdOf(string sha256) => $"rec-{string.Concat(sha256[..32].Select(c => (char)('a' + Convert.ToInt32(c.ToString(), 16))))}";
}
