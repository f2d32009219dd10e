using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Unicode;

namespace EvidenceVault.Server.Intake.Csv;

/// <summary>
/// The text of an upload that may be UTF-8 or Windows-1252, with or without a byte-order mark: a line that is no UTF-8 is Windows-1252, in
/// which Dutch spreadsheets write. Bounded: a line, and the lines of one row together, are at most so long.
/// </summary>
public sealed class CsvText(PipeReader body, int longestLine, int longestRow) : TextReader
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private string _line = "";
    private int _at;
    private int _ofRow;
    private bool _started;

    /// <summary>How many bytes were read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>A new row begins: the count of its characters starts anew.</summary>
    public void StartRow() => _ofRow = 0;

    /// <summary>The next line with its end; null where there is none.</summary>
    public async ValueTask<string?> TakeLine(CancellationToken ct)
    {
        if (_at == _line.Length && !await ReadLine(ct)) return null;
        var line = _line[_at..];
        _at = _line.Length;
        return line;
    }

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _line.Length && !await ReadLine(cancellationToken)) return 0;
        var taken = Math.Min(buffer.Length, _line.Length - _at);
        if ((_ofRow += taken) > longestRow) throw new CsvTooLongException();
        _line.AsSpan(_at, taken).CopyTo(buffer.Span);
        _at += taken;
        return taken;
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    private async ValueTask<bool> ReadLine(CancellationToken ct)
    {
        while (true)
        {
            var read = await body.ReadAsync(ct);
            var buffer = read.Buffer;
            var end = EndOfLine(buffer, read.IsCompleted);
            if (end is null && !read.IsCompleted)
            {
                body.AdvanceTo(buffer.Start, buffer.End);
                if (buffer.Length > longestLine) throw new CsvTooLongException();
                continue;
            }

            var line = end is { } at ? buffer.Slice(0, at) : buffer;
            if (line.Length > longestLine)
            {
                body.AdvanceTo(line.End);
                throw new CsvTooLongException();
            }

            BytesRead += line.Length;
            (_line, _at) = (Decode(line.IsSingleSegment ? line.FirstSpan : line.ToArray()), 0);
            body.AdvanceTo(line.End);
            return _line.Length > 0;
        }
    }

    // Just after its first line: that ends in a line feed, with a carriage return before it or not, or in a carriage return alone, as old spreadsheets write.
    private static SequencePosition? EndOfLine(in ReadOnlySequence<byte> buffer, bool isAll)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryAdvanceToAny("\r\n"u8, advancePastDelimiter: false)) return null;
        reader.TryRead(out var end);
        if (end == '\n' || reader.IsNext((byte)'\n', advancePast: true)) return reader.Position;
        return reader.End && !isAll ? null : reader.Position;
    }

    private string Decode(ReadOnlySpan<byte> line)
    {
        if (!_started && line.StartsWith("\uFEFF"u8)) line = line[3..];
        _started = true;
        return (Utf8.IsValid(line) ? Encoding.UTF8 : Windows).GetString(line);
    }
}

/// <summary>A line or a row is longer than any row of evidence can be.</summary>
public sealed class CsvTooLongException : IOException;
