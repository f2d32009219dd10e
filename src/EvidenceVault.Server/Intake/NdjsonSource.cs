using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvidenceVault.Server.Hosting;

namespace EvidenceVault.Server.Intake;

/// <summary>Items as NDJSON: one a line.</summary>
public sealed class NdjsonSource : IUploadSource
{
    /// <summary>The longest line in bytes.</summary>
    public const int LongestLine = 256 << 10;

    private static readonly Problem TooLong = new(StatusCodes.Status413PayloadTooLarge, ProblemCodes.LineTooLong,
        $"A line is at most {LongestLine} bytes; it was passed over.");

    public long BytesRead { get; private set; }

    public async IAsyncEnumerable<UploadedItem> Read(HttpRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var body = request.BodyReader;
        var line = 0L;
        var skipping = false;
        var buffer = default(ReadOnlySequence<byte>);
        var held = false;
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(ct);
                (buffer, held) = (read.Buffer, true);
                while (TryTakeLine(ref buffer, out var text))
                {
                    line++;
                    BytesRead += text.Length + 1;
                    if (!skipping && Item(text, line) is { } item) yield return item;
                    skipping = false;
                }

                if (buffer.Length > LongestLine)
                {
                    if (!skipping) yield return new(line + 1, null, TooLong, 0);
                    skipping = true;
                    BytesRead += buffer.Length;
                    buffer = buffer.Slice(buffer.End);
                }

                if (read.IsCompleted)
                {
                    BytesRead += buffer.Length;
                    if (!skipping && !buffer.IsEmpty && Item(buffer, line + 1) is { } last) yield return last;
                    buffer = buffer.Slice(buffer.End);
                    yield break;
                }

                body.AdvanceTo(buffer.Start, buffer.End);
                held = false;
            }
        }
        finally
        {
            // Whoever stops asking leaves the body as it should be left.
            if (held) body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static UploadedItem? Item(ReadOnlySequence<byte> text, long line)
    {
        if (line == 1) text = WithoutByteOrderMark(text);
        if (IsBlank(text)) return null;
        if (text.Length > LongestLine) return new(line, null, TooLong, 0);
        try
        {
            return new(line, JsonDocument.Parse(text, PostEvidence.StrictJson), null, (int)text.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(line, null, PostEvidence.Malformed(e), 0);
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static bool IsBlank(ReadOnlySequence<byte> text)
    {
        foreach (var part in text)
            if (part.Span.ContainsAnyExcept(" \t\r"u8)) return false;
        return true;
    }

    private static ReadOnlySequence<byte> WithoutByteOrderMark(ReadOnlySequence<byte> text)
    {
        Span<byte> start = stackalloc byte[3];
        if (text.Length < 3) return text;
        text.Slice(0, 3).CopyTo(start);
        return start.SequenceEqual("\uFEFF"u8) ? text.Slice(3) : text;
    }
}
