using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace EvidenceVault.Pdf.Tests;

/// <summary>Reads the cross-reference stream of a file byte by byte, without any library, and checks each entry against the file.</summary>
internal sealed partial class CrossReferenceReader
{
    private readonly byte[] _file;
    private readonly string _text;
    private readonly List<(int Kind, long Place, int Index)> _entries = [];

    public CrossReferenceReader(byte[] file)
    {
        _file = file;
        _text = Encoding.Latin1.GetString(file);
        var start = int.Parse(StartReference().Matches(_text)[^1].Groups[1].Value, CultureInfo.InvariantCulture);
        var rows = Inflate(start);
        Size = int.Parse(SizeEntry().Match(_text, start).Groups[1].Value, CultureInfo.InvariantCulture);
        ReadRows(rows);
    }

    public int Size { get; }

    public int ObjectCount => _entries.Count(entry => entry.Kind > 0);

    public IEnumerable<string> Faults()
    {
        if (_entries.Count != Size)
            yield return $"{_entries.Count} rows for a size of {Size}";
        for (var id = 1; id < _entries.Count; id++)
        {
            var (kind, place, index) = _entries[id];
            if (kind == 1 && !_text.AsSpan((int)place).StartsWith($"{id} 0 obj"))
                yield return $"object {id} is not at {place}";
            if (kind == 2 && !IsInStream(id, (int)place, index))
                yield return $"object {id} is not in stream {place}";
        }
    }

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n")]
    private static partial Regex StartReference();

    [GeneratedRegex(@"/Size (\d+)")]
    private static partial Regex SizeEntry();

    private bool IsInStream(int id, int stream, int index)
    {
        var head = Encoding.Latin1.GetString(Inflate((int)_entries[stream].Place)).Split(' ', 2 * index + 3);
        return head[2 * index] == id.ToString(CultureInfo.InvariantCulture);
    }

    private byte[] Inflate(int at)
    {
        var data = _text.IndexOf("stream\n", at, StringComparison.Ordinal) + "stream\n".Length;
        using var inflater = new ZLibStream(new MemoryStream(_file, data, _file.Length - data), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        inflater.CopyTo(inflated);
        return inflated.ToArray();
    }

    private void ReadRows(byte[] rows)
    {
        var row = new byte[7];
        for (var at = 0; at < rows.Length; at += 8)
        {
            for (var column = 0; column < 7; column++)
                row[column] += rows[at + 1 + column];
            _entries.Add((row[0], BinaryPrimitives.ReadUInt32BigEndian(row.AsSpan(1)), BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(5))));
        }
    }
}
