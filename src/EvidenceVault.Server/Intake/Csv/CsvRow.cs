using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary>Makes of a row of cells the JSON of an item, which is then read like any other.</summary>
public sealed class CsvRow : IDisposable
{
    private readonly Node _root = new();
    private readonly CsvColumn[] _columns;
    private readonly string? _type;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 << 10);
    private readonly Utf8JsonWriter _writer;

    /// <param name="columns">The columns in their order.</param>
    /// <param name="type">The type of rows that do not say theirs.</param>
    public CsvRow(IReadOnlyList<CsvColumn> columns, string? type)
    {
        (_columns, _type) = ([.. columns], type);
        for (var i = 0; i < _columns.Length; i++) _root.Add(_columns[i].Path.Split('.'), i);
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = VaultJson.Options.Encoder });
    }

    /// <summary>The item, as JSON. An empty cell is a field left out. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> ToJson(IReadOnlyList<string> cells)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        if (_type is not null && !Has(cells, _root.Child(CsvColumns.Type))) _writer.WriteString(CsvColumns.Type, _type);
        WriteFields(_root, cells);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _writer.Dispose();

    private void WriteFields(Node node, IReadOnlyList<string> cells)
    {
        foreach (var (name, child) in node.Children)
        {
            if (!Has(cells, child)) continue;
            _writer.WritePropertyName(name);
            if (child.Column is not { } column) WriteObject(child, cells);
            else if (_columns[column].Kind == CsvKind.Reference) WriteReference(child, cells, column);
            else WriteCell(_columns[column].Kind, cells[column].Trim());
        }
    }

    private void WriteObject(Node node, IReadOnlyList<string> cells)
    {
        _writer.WriteStartObject();
        WriteFields(node, cells);
        _writer.WriteEndObject();
    }

    private void WriteReference(Node node, IReadOnlyList<string> cells, int column)
    {
        if (node.Child("party") is { Column: { } party } && cells[party].Trim() is { Length: > 0 } of)
        {
            _writer.WriteStartObject();
            _writer.WriteString("party", of);
            if (cells[column].Trim() is { Length: > 0 } reference) _writer.WriteString("ref", reference);
            _writer.WriteEndObject();
            return;
        }

        _writer.WriteStringValue(cells[column].Trim());
    }

    // What is not of its kind is passed on as it is: the reader says what is wrong with it.
    private void WriteCell(CsvKind kind, string cell)
    {
        switch (kind)
        {
            case CsvKind.Flag when CsvWords.Flag(cell) is { } flag:
                _writer.WriteBooleanValue(flag);
                break;
            case CsvKind.Integer when long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var integer):
                _writer.WriteNumberValue(integer);
                break;
            case CsvKind.Number when CsvNumber.Read(cell) is { } number:
                _writer.WriteNumberValue(number);
                break;
            case CsvKind.List:
                _writer.WriteStartArray();
                foreach (var value in cell.Split('|', StringSplitOptions.TrimEntries)) _writer.WriteStringValue(value);
                _writer.WriteEndArray();
                break;
            default:
                _writer.WriteStringValue(cell);
                break;
        }
    }

    private static bool Has(IReadOnlyList<string> cells, Node? node) =>
        node is not null && ((node.Column is { } column && !string.IsNullOrWhiteSpace(cells[column])) || node.Children.Any(child => Has(cells, child.Node)));

    private sealed class Node
    {
        public int? Column { get; private set; }

        public List<(string Name, Node Node)> Children { get; } = [];

        public Node? Child(string name) => Children.Find(child => child.Name == name).Node;

        public void Add(ReadOnlySpan<string> path, int column)
        {
            if (path.IsEmpty)
            {
                Column = column;
                return;
            }

            var child = Child(path[0]);
            if (child is null) Children.Add((path[0], child = new Node()));
            child.Add(path[1..], column);
        }
    }
}
