using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary>Items as CSV: one a row, under a header in Dutch or English.</summary>
public sealed class CsvSource : IUploadSource, IDisposable
{
    /// <summary>The longest line in bytes.</summary>
    public const int LongestLine = NdjsonSource.LongestLine;

    private const int LongestRow = 1 << 20;
    private const int MostColumns = 200;

    private static readonly Problem TooLong = new(StatusCodes.Status413PayloadTooLarge, ProblemCodes.LineTooLong,
        $"A row is at most {LongestLine} bytes a line and {LongestRow} characters in all. Perhaps a quote is not closed.");

    private static readonly Problem Empty = Wrong(ProblemCodes.Empty, "The file is empty; its first line names the columns.");

    private static readonly Problem Malformed = new(StatusCodes.Status422UnprocessableEntity, ProblemCodes.MalformedCsv,
        "This row has a quote that is not closed, or one in the middle of a cell. Double quotes within a quoted cell.");

    private readonly CsvText _text;
    private readonly CsvParser _parser;
    private readonly CsvRow _row;
    private readonly int _columns;
    private bool _bad;

    private CsvSource(CsvText text, char delimiter, IReadOnlyList<CsvColumn> columns, string? type)
    {
        (_text, Delimiter, _columns, _row) = (text, delimiter, columns.Count, new CsvRow(columns, type));
        _parser = Parser(text, delimiter, () => _bad = true);
    }

    public long BytesRead => _text.BytesRead;

    // The header.
    public long LinesBefore => 1;

    /// <summary>What stands between cells.</summary>
    public char Delimiter { get; }

    /// <summary>Reads the header, and gives what reads the rows; or says what is wrong with the header.</summary>
    /// <param name="type">The type of rows that do not say theirs; null: they all do.</param>
    public static async Task<(CsvSource? Source, Problem? Problem)> Open(HttpRequest request, string? type, CancellationToken ct)
    {
        var text = new CsvText(request.BodyReader, LongestLine, LongestRow);
        try
        {
            if (await text.TakeLine(ct) is not { } line || string.IsNullOrWhiteSpace(line)) return (null, Empty);
            var delimiter = DelimiterOf(line);
            using var parser = Parser(new StringReader(line), delimiter, static () => { });
            if (!parser.Read() || parser.Record is not { } names) return (null, Empty);
            var (columns, problem) = Columns(names, type);
            return problem is null ? (new CsvSource(text, delimiter, columns, type), null) : (null, problem);
        }
        catch (CsvTooLongException)
        {
            return (null, TooLong with { Detail = $"{TooLong.Detail} Nothing of it was taken." });
        }
    }

    public async IAsyncEnumerable<UploadedItem> Read(HttpRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        // The header is line 1, and was read before.
        while (true)
        {
            var line = _parser.RawRow + 2;
            _text.StartRow();
            _bad = false;
            Problem? problem = null;
            try
            {
                // The text is read no further once the upload has ended, so this waits for nothing then, and leaves no read behind.
                ct.ThrowIfCancellationRequested();
                if (!await _parser.ReadAsync()) yield break;
            }
            catch (Exception e) when (e is CsvTooLongException or MaxFieldSizeException)
            {
                problem = TooLong with { Detail = $"{TooLong.Detail} Nothing from line {line} on was taken." };
            }

            if (problem is not null)
            {
                yield return new(line, null, problem, 0, IsLast: true);
                yield break;
            }

            if (Item(line, _parser.Record!) is { } item) yield return item;
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _parser.Dispose();
        _text.Dispose();
    }

    private UploadedItem? Item(long line, string[] cells)
    {
        if (_bad) return new(line, null, Malformed, 0);
        if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) return null;
        if (cells.Length > _columns && cells.Skip(_columns).Any(cell => cell.Length > 0))
            return new(line, null, Wrong(ProblemCodes.MalformedCsv, $"This row has {cells.Length} cells and the header has {_columns}. Put quotes around a cell that holds the separator."), 0);
        if (cells.Length < _columns) Array.Resize(ref cells, _columns);
        for (var i = 0; i < cells.Length; i++) cells[i] ??= "";
        var json = _row.ToJson(cells);
        return new(line, JsonDocument.Parse(json, PostEvidence.StrictJson), null, json.Length);
    }

    private static (IReadOnlyList<CsvColumn> Columns, Problem? Problem) Columns(string[] names, string? type)
    {
        if (names.Length > MostColumns) return ([], Wrong(ProblemCodes.TooLong, $"At most {MostColumns} columns."));
        var columns = new List<CsvColumn>();
        var errors = new List<FieldError>();
        for (var i = 0; i < names.Length; i++)
        {
            // A header is never repeated: a file without one has people's data there.
            if (CsvColumns.Find(names[i]) is not { } column) errors.Add(new($"/{i}", ProblemCodes.UnknownField, $"The header of column {i + 1} is not known. See GET /v1/templates/{{type}}.csv for those there are."));
            else if (columns.Contains(column)) errors.Add(new($"/{i}", ProblemCodes.DuplicateField, $"Column {i + 1} is one that stands there already: {column.Path}."));
            else columns.Add(column);
        }

        if (type is null && errors.Count == 0 && !columns.Exists(c => c.Path == CsvColumns.Type))
            errors.Add(new("/0", ProblemCodes.Required, "No column says of which type the rows are. Add a column \"type\", or put ?type= in the address."));
        return (columns, errors.Count == 0 ? null : Problem.Of(errors));
    }

    private static CsvParser Parser(TextReader text, char delimiter, Action bad) => new(text, new CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        BadDataFound = _ => bad(),
        MaxFieldSize = LongestRow,
        IgnoreBlankLines = false,
    });

    // That which stands most often outside quotes; Dutch spreadsheets write a semicolon.
    private static char DelimiterOf(string header)
    {
        var unquoted = string.Concat(header.Split('"').Where((_, i) => i % 2 == 0));
        return ";,\t".MaxBy(c => unquoted.Count(u => u == c));
    }

    private static Problem Wrong(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);
}
