namespace EvidenceVault.Cli.Import;

/// <summary>What stands in a folder to be handed in.</summary>
/// <param name="Facts">Tables of facts, by name.</param>
/// <param name="Tables">Tables of recordings, by name.</param>
/// <param name="Unnamed">Recordings, documents and pictures that no table names.</param>
/// <param name="Deeper">Tables in folders within it, which are not read.</param>
/// <param name="Unreadable">Tables that cannot be read.</param>
/// <param name="SizeOfRecordings">How many bytes the recordings are that tables name.</param>
public sealed record ImportFolder(
    IReadOnlyList<string> Facts, IReadOnlyList<(string Name, RecordingTable Table)> Tables, IReadOnlyList<string> Unnamed, IReadOnlyList<string> Deeper,
    IReadOnlyList<string> Unreadable, long SizeOfRecordings)
{
    public static ImportFolder Read(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var (facts, tables, unreadable) = (new List<string>(), new List<(string Name, RecordingTable Table)>(), new List<string>());
        foreach (var file in files.Where(file => IsTable(file) && Path.GetDirectoryName(file) == folder))
        {
            try
            {
                if (CsvChunks.Header(file) is { } header && RecordingTable.Is(CsvChunks.Text(header))) tables.Add((Path.GetFileName(file), RecordingTable.Read(file)));
                else facts.Add(file);
            }
            catch (FileUnreadableException)
            {
                unreadable.Add(Path.GetFileName(file));
            }
        }

        var named = tables.SelectMany(t => t.Table.Rows.Select(row => RecordingsImport.PathOf(folder, t.Table.FileOf(row)))).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new(
            facts, tables, NotNamed(MediaTypes.IsEvidence), NotNamed(file => IsTable(file) && Path.GetDirectoryName(file) != folder), unreadable, named.Sum(ReadableFile.SizeOf));

        List<string> NotNamed(Func<string, bool> which) => [.. files.Where(file => which(file) && !named.Contains(file)).Select(file => Path.GetRelativePath(folder, file))];
    }

    private static bool IsTable(string file) => Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase);
}
