using System.Text;

namespace EvidenceVault.Cli.Import;

/// <summary>Some rows of a table, under its header, small enough to be sent again.</summary>
/// <param name="Bytes">The header and the rows, as they stand in the file.</param>
/// <param name="LinesBefore">How many lines of the file stand between its header and these rows.</param>
/// <param name="Lines">How many lines the rows are.</param>
/// <param name="OfFile">How many bytes of the file they are.</param>
public sealed record CsvChunk(byte[] Bytes, long LinesBefore, long Lines, long OfFile)
{
    /// <summary>The line of the file on which its first row stands.</summary>
    public long FirstLine => LinesBefore + 2;
}

/// <summary>Cuts a table between rows, without reading what stands in them: so it stays in the encoding it is in.</summary>
public static class CsvChunks
{
    private const int Size = 1 << 20;

    // A quote that does not belong would hide all ends of rows after it: then a row is cut, and the vault says which.
    private const int Most = 4 << 20;

    private const int LongestHeader = 64 << 10;

    /// <summary>The first line with its end; null where it is too long for a header.</summary>
    /// <exception cref="FileUnreadableException">The file cannot be read.</exception>
    public static byte[]? Header(string file)
    {
        using var stream = ReadableFile.Open(file);
        var buffer = new byte[LongestHeader];
        var count = ReadableFile.Try(() => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var end = CsvLines.FirstEnd(buffer.AsSpan(0, count));
        return end > 0 && end < buffer.Length ? buffer[..end] : count < buffer.Length ? buffer[..count] : null;
    }

    /// <summary>A header's text: UTF-8, or else Windows-1252 in which Dutch spreadsheets write.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        return (System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!).GetString(bytes);
    }

    /// <summary>The rows of a file, in chunks. A file of no rows gives one chunk, for the vault to look at its header.</summary>
    /// <exception cref="FileUnreadableException">The file cannot be read, or not any more.</exception>
    public static async IAsyncEnumerable<CsvChunk> Read(string file, byte[] header, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = ReadableFile.Open(file);
        stream.Position = header.Length;
        var delimiter = CsvLines.DelimiterOf(Text(header));
        var buffer = new byte[Most];
        var (filled, lines, first) = (0, 0L, true);
        while (true)
        {
            var room = Math.Max(0, Size - filled);
            var read = await ReadableFile.Fill(stream, buffer.AsMemory(filled, room), ct);
            var ended = read < room;
            filled += read;
            var cut = ended ? filled : CsvLines.LastEnd(buffer.AsSpan(0, filled), delimiter);
            while (cut == 0 && filled < Most && !ended)
            {
                room = Math.Min(Size, Most - filled);
                read = await ReadableFile.Fill(stream, buffer.AsMemory(filled, room), ct);
                ended = read < room;
                filled += read;
                cut = ended ? filled : CsvLines.LastEnd(buffer.AsSpan(0, filled), delimiter);
            }

            if (cut == 0) cut = CsvLines.LastEnd(buffer.AsSpan(0, filled), null) is > 0 and var end ? end : filled;
            if (cut > 0 || first)
            {
                var count = CsvLines.Count(buffer.AsSpan(0, cut));
                yield return new([.. header, .. buffer.AsSpan(0, cut)], lines, count, cut + (first ? header.Length : 0));
                lines += count;
                first = false;
            }

            buffer.AsSpan(cut, filled - cut).CopyTo(buffer);
            filled -= cut;
            if (ended) yield break;
        }
    }
}
