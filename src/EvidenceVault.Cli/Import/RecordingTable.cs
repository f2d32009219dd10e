using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace EvidenceVault.Cli.Import;

/// <summary>One row of a table of recordings.</summary>
/// <param name="Line">The line it stands on.</param>
/// <param name="Cells">Its cells, in the order of <see cref="RecordingTable.Columns"/>.</param>
public sealed record RecordingRow(long Line, string[] Cells)
{
    /// <summary>Whether something stands in it beyond the last column: then no cell is surely that of its column.</summary>
    public bool IsTooWide { get; init; }
}

/// <summary>A table of recordings: the columns of <c>exhibit.announced</c>, and which file each row is about.</summary>
public sealed class RecordingTable
{
    /// <summary>What a table says of each file, or what is found out about it.</summary>
    public const string Id = "id", Kind = "kind", ContentType = "contentType", Size = "size", Sha256 = "sha256";

    private static readonly string[] Files = ["file", "bestand"];

    // By their headers as the vault has them, in plain letters and digits.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["id"] = Id,
        ["bewijsstuk"] = Id,
        ["kind"] = Kind,
        ["soortbewijsstuk"] = Kind,
        ["contenttype"] = ContentType,
        ["bestandstype"] = ContentType,
        ["size"] = Size,
        ["grootteinbytes"] = Size,
        ["sha256"] = Sha256,
    };

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly int _file;

    private RecordingTable(string[] header, IReadOnlyList<RecordingRow> rows)
    {
        _file = Array.FindIndex(header, IsFile);
        for (var i = 0; i < header.Length; i++)
            if (i != _file && Known.TryGetValue(Plain(header[i]), out var column)) _places.TryAdd(column, i);
        var columns = header.ToList();
        foreach (var missing in (string[])[Sha256, Size, ContentType, Id, Kind])
        {
            if (_places.ContainsKey(missing)) continue;
            _places[missing] = columns.Count;
            columns.Add(missing);
        }

        Columns = columns;
        Rows =
        [
            .. rows.Select(row => row with
            {
                Cells = [.. Enumerable.Range(0, columns.Count).Select(i => i < header.Length ? row.Cells.ElementAtOrDefault(i)?.Trim() ?? "" : "")],
                IsTooWide = row.Cells.Skip(header.Length).Any(cell => !string.IsNullOrWhiteSpace(cell)),
            }),
        ];
    }

    /// <summary>All headers.</summary>
    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<RecordingRow> Rows { get; }

    /// <summary>Whether a table with this header is one of recordings.</summary>
    public static bool Is(string header) => Parse(new StringReader(header), CsvLines.DelimiterOf(header)).FirstOrDefault().Cells?.Any(IsFile) == true;

    /// <summary>Reads a table.</summary>
    /// <exception cref="FileUnreadableException">It cannot be read, or not any more.</exception>
    public static RecordingTable Read(string file)
    {
        var text = CsvChunks.Text(ReadableFile.Try(() => File.ReadAllBytes(file)));
        var rows = Parse(new StringReader(text), CsvLines.DelimiterOf(text.Split(['\r', '\n'], 2)[0])).ToList();
        if (rows.Count == 0) throw new FileUnreadableException();
        return new(rows[0].Cells, [.. rows.Skip(1).Where(row => !row.Cells.All(string.IsNullOrWhiteSpace)).Select(row => new RecordingRow(row.Line, row.Cells))]);
    }

    public string FileOf(RecordingRow row) => row.Cells[_file];

    public string this[RecordingRow row, string column]
    {
        get => row.Cells[_places[column]];
        set => row.Cells[_places[column]] = value;
    }

    /// <summary>Rows as a table for the vault: without the files' names.</summary>
    public byte[] ToCsv(IEnumerable<RecordingRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ",", NewLine = "\n" }))
            foreach (var cells in rows.Select(row => (IReadOnlyList<string>)row.Cells).Prepend(Columns))
            {
                for (var i = 0; i < cells.Count; i++)
                    if (i != _file) writer.WriteField(cells[i]);
                writer.NextRecord();
            }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<(long Line, string[] Cells)> Parse(TextReader text, char delimiter)
    {
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter.ToString(), BadDataFound = null });
        while (true)
        {
            var line = parser.RawRow + 1;
            if (!parser.Read()) yield break;
            yield return (line, parser.Record!);
        }
    }

    private static bool IsFile(string header) => Files.Contains(Plain(header));

    private static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
