using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// An NDJSON upload of any length: lines are read, put in their lanes and answered in order, with bounded memory. The upload is read on
/// whether or not its results are read: they wait in a file.
/// </summary>
public sealed class NdjsonUpload(string principal, ItemContext context, LaneSet lanes) : IResult
{
    /// <summary>The longest line in bytes.</summary>
    public const int LongestLine = 256 << 10;

    // On their way at once: enough for full batches in every lane, few enough, and small enough together, to bound memory.
    private const int MostUnderWay = 8_192;
    private const int MostBytesUnderWay = 8 << 20;

    private static readonly Problem TooLong = new(StatusCodes.Status413PayloadTooLarge, ProblemCodes.LineTooLong,
        $"A line is at most {LongestLine} bytes; it was passed over.");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        // A client may wait for the result of a line before it sends the next, and may read its results long after: neither is a sign of trouble.
        if (httpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate) requestRate.MinDataRate = null;
        if (httpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } responseRate) responseRate.MinDataRate = null;
        var problemsOnly = httpContext.Request.Query["results"] == "problems";
        var underWay = Channel.CreateBounded<LineUnderWay>(new BoundedChannelOptions(MostUnderWay) { SingleReader = true, SingleWriter = true });
        using var room = new UploadRoom(MostBytesUnderWay);
        await using var spool = new ResultSpool();
        httpContext.Response.ContentType = "application/x-ndjson";
        // Whatever was read before a client went away is still written and counts: it may have been told so already.
        var reading = Read(httpContext.Request.BodyReader, underWay.Writer, room, httpContext.RequestAborted);
        var answering = new ResultWriter(problemsOnly).Write(underWay.Reader, room, spool);
        var sending = spool.CopyTo(httpContext.Response.BodyWriter, httpContext.RequestAborted);
        await reading;
        await answering;
        await sending;
    }

    private async Task Read(PipeReader body, ChannelWriter<LineUnderWay> underWay, UploadRoom room, CancellationToken ct)
    {
        var line = 0L;
        var skipping = false;
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(ct);
                var buffer = read.Buffer;
                while (TryTakeLine(ref buffer, out var text))
                {
                    line++;
                    if (!skipping) await Take(text, line, underWay, room, ct);
                    skipping = false;
                }

                if (buffer.Length > LongestLine)
                {
                    if (!skipping) await underWay.WriteAsync(new(line + 1, null, Rejected(TooLong)), ct);
                    skipping = true;
                    buffer = buffer.Slice(buffer.End);
                }

                if (read.IsCompleted)
                {
                    if (!skipping && !buffer.IsEmpty) await Take(buffer, line + 1, underWay, room, ct);
                    body.AdvanceTo(buffer.End);
                    return;
                }

                body.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The upload was cut off: a last line without its end is nobody's item.
        }
        finally
        {
            underWay.Complete();
        }
    }

    private async ValueTask Take(ReadOnlySequence<byte> text, long line, ChannelWriter<LineUnderWay> underWay, UploadRoom room, CancellationToken ct)
    {
        if (line == 1) text = WithoutByteOrderMark(text);
        if (IsBlank(text)) return;
        if (text.Length > LongestLine)
        {
            await underWay.WriteAsync(new(line, null, Rejected(TooLong)), ct);
            return;
        }

        if (Parse(text, out var problem) is not { } json)
        {
            await underWay.WriteAsync(new(line, null, Rejected(problem!)), ct);
            return;
        }

        var size = (int)text.Length;
        await room.Take(size, ct);
        using (json) await Take(json.RootElement, line, size, underWay, ct);
    }

    private async ValueTask Take(JsonElement json, long line, int size, ChannelWriter<LineUnderWay> underWay, CancellationToken ct)
    {
        try
        {
            var (reference, outcome) = await PostEvidence.Take(principal, context, json, lanes, bulk: true, ct);
            await underWay.WriteAsync(new(line, reference, outcome, size), ct);
        }
        catch (Exception e) when (ProblemHandling.IsOutage(e))
        {
            // A party could not be looked up: this line may be sent again, and what went before stays answered.
            await underWay.WriteAsync(new(line, null, Rejected(ProblemHandling.Of(e)), size), ct);
        }
    }

    private static JsonDocument? Parse(ReadOnlySequence<byte> text, out Problem? problem)
    {
        try
        {
            problem = null;
            return JsonDocument.Parse(text, PostEvidence.StrictJson);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = PostEvidence.Malformed(e);
            return null;
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

    private static Task<ItemOutcome> Rejected(Problem problem) => Task.FromResult(ItemOutcome.Rejected(problem));
}

/// <summary>A line whose item is on its way, and the bytes of room it takes up until it is there.</summary>
public readonly record struct LineUnderWay(long Line, string? Ref, Task<ItemOutcome> Outcome, int Size = 0);
