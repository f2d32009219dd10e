using System.Text;

namespace EvidenceVault.Cli.Import;

/// <summary>Some rows of a table, under its header, small enough to be sent again.</summary>
/// <param name="Bytes">The header and the rows, as they stand in the file.</param>
/// <param name="LinesBefore">How many lines of the file stand between its header and these rows.</param>
/// <param name="OfFile">How many bytes of the file they are.</param>
public sealed record CsvChunk(byte[] Bytes, long LinesBefore, long OfFile);

/// <summary>Cuts a table between rows, without reading what stands in them: so it stays in the encoding it is in.</summary>
public static class CsvChunks
{
    private const int Size = 1 << 20;

    // A quote that does not belong would hide all ends of rows after it: then a row is cut, and the vault says which.
    private const int Most = 4 << 20;

    private const int LongestHeader = 64 << 10;

    /// <summary>The first line with its end; null where it is too long for a header.</summary>
    public static byte[]? Header(string file)
    {
        using var stream = File.OpenRead(file);
        var buffer = new byte[LongestHeader];
        var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var end = buffer.AsSpan(0, count).IndexOf((byte)'\n');
        return end >= 0 ? buffer[..(end + 1)] : count < buffer.Length ? buffer[..count] : null;
    }

    /// <summary>A header's text: UTF-8, or else Windows-1252 in which Dutch spreadsheets write.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        return (System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!).GetString(bytes);
    }

    /// <summary>The rows of a file, in chunks. A file of no rows gives one chunk, for the vault to look at its header.</summary>
    public static async IAsyncEnumerable<CsvChunk> Read(string file, byte[] header, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        stream.Position = header.Length;
        var buffer = new byte[Most];
        var (filled, lines, first) = (0, 0L, true);
        while (true)
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(filled, Math.Max(0, Size - filled)), Math.Max(0, Size - filled), throwOnEndOfStream: false, ct);
            var ended = read < Math.Max(0, Size - filled);
            filled += read;
            var cut = ended ? filled : LastEnd(buffer.AsSpan(0, filled));
            while (cut == 0 && filled < Most && !ended)
            {
                read = await stream.ReadAsync(buffer.AsMemory(filled, Math.Min(Size, Most - filled)), ct);
                ended = read == 0;
                filled += read;
                cut = ended ? filled : LastEnd(buffer.AsSpan(0, filled));
            }

            if (cut == 0) cut = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1 is > 0 and var end ? end : filled;
            if (cut > 0 || first)
            {
                yield return new([.. header, .. buffer.AsSpan(0, cut)], lines, cut + (first ? header.Length : 0));
                lines += buffer.AsSpan(0, cut).Count((byte)'\n');
                first = false;
            }

            buffer.AsSpan(cut, filled - cut).CopyTo(buffer);
            filled -= cut;
            if (ended) yield break;
        }
    }

    // Just after the last end of a line that stands outside quotes; 0: there is none.
    private static int LastEnd(ReadOnlySpan<byte> rows)
    {
        var (quoted, last) = (false, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] == '"') quoted = !quoted;
            else if (rows[i] == '\n' && !quoted) last = i + 1;
        }

        return last;
    }
}
