namespace EvidenceVault.Cli.Import;

/// <summary>What stands in a folder to be handed in.</summary>
/// <param name="Facts">Tables of facts, by name.</param>
/// <param name="Tables">Tables of recordings, by name.</param>
/// <param name="Unnamed">Recordings that no table names.</param>
/// <param name="SizeOfRecordings">How many bytes the recordings are that tables name.</param>
public sealed record ImportFolder(
    IReadOnlyList<string> Facts, IReadOnlyList<(string Name, RecordingTable Table)> Tables, IReadOnlyList<string> Unnamed, long SizeOfRecordings)
{
    public static ImportFolder Read(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.csv", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive }).Order(StringComparer.Ordinal).ToList();
        var tables = files.Where(file => CsvChunks.Header(file) is { } header && RecordingTable.Is(CsvChunks.Text(header))).ToList();
        var read = tables.Select(file => (Path.GetFileName(file), RecordingTable.Read(file))).ToList();
        var named = read.SelectMany(t => t.Item2.Rows.Select(row => RecordingsImport.PathOf(folder, t.Item2.FileOf(row)))).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var unnamed = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => MediaTypes.IsRecording(file) && !named.Contains(file));
        return new(
            [.. files.Except(tables)], read, [.. unnamed.Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)],
            named.Select(path => new FileInfo(path)).Where(info => info.Exists).Sum(info => info.Length));
    }
}
