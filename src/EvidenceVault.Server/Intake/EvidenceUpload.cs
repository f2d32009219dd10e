using System.Threading.Channels;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Intake.Progress;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// An upload of any length: its items are read, put in their lanes and answered in order, with bounded memory. The upload is read on
/// whether or not its results are read: they wait in a file.
/// </summary>
/// <param name="source">Where the items come from.</param>
/// <param name="take">Takes an item, or only looks at it.</param>
/// <param name="format">How the results are written.</param>
/// <param name="progress">How far it has come, for whoever asks meanwhile.</param>
/// <param name="watch">What ends it early.</param>
public sealed class EvidenceUpload(IUploadSource source, TakeItem take, IResultFormat format, UploadProgress progress, UploadWatch watch) : IResult
{
    private static readonly Problem TooManyResults = new(StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited,
        "More results wait to be read than the vault keeps. Read them while you send, or ask for ?results=problems. Nothing from here on was taken.");

    // On their way at once: enough for full batches in every lane, few enough, and small enough together, to bound memory.
    private const int MostUnderWay = 8_192;
    private const int MostBytesUnderWay = 8 << 20;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var journal = httpContext.RequestServices.GetRequiredService<UploadJournal>();
        var state = UploadState.CutOff;
        try
        {
            if (await Go(httpContext)) state = UploadState.Complete;
        }
        finally
        {
            // Before the answer ends: whoever has read it may ask any server how it stands.
            await journal.End(progress, state);
        }
    }

    // Whether it was read to its end, and not given up before its results were.
    private async Task<bool> Go(HttpContext httpContext)
    {
        using var results = format;
        var underWay = Channel.CreateBounded<LineUnderWay>(new BoundedChannelOptions(MostUnderWay) { SingleReader = true, SingleWriter = true });
        using var room = new UploadRoom(MostBytesUnderWay);
        await using var spool = new ResultSpool();
        format.Describe(httpContext.Response);
        httpContext.Response.Headers[ShowUploads.IdHeader] = progress.Id.ToString();
        // Whatever was read before a client went away is still written and counts: it may have been told so already.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        var reading = Read(httpContext, underWay.Writer, room, spool, stop.Token);
        var answering = Answer(underWay.Reader, room, spool, stop);
        // Not before reading began: a client that waits to be told to send is told so by that.
        var sending = spool.CopyTo(httpContext.Response.BodyWriter, watch.Moved, httpContext.RequestAborted);
        await Task.WhenAll(reading, answering, sending);
        return await reading && !watch.GaveUp;
    }

    // Where results can no longer be kept, as on a full disk, nothing more is read: it would wait for ever.
    private async Task Answer(ChannelReader<LineUnderWay> underWay, UploadRoom room, ResultSpool spool, CancellationTokenSource stop)
    {
        try
        {
            await new ResultWriter(format, progress, watch).Write(underWay, room, spool);
        }
        catch
        {
            await watch.StopReading();
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<bool> Read(HttpContext httpContext, ChannelWriter<LineUnderWay> underWay, UploadRoom room, ResultSpool spool, CancellationToken ct)
    {
        var last = 0L;
        var mostWaiting = (long)httpContext.RequestServices.GetRequiredService<VaultSettings>().UploadResultsMegabytes << 20;
        try
        {
            await foreach (var item in source.Read(httpContext.Request, watch.Reading))
            {
                last = item.Line;
                progress.Read(item.Line, source.BytesRead);
                await watch.CheckKey(ct);
                if ((watch.Ended ?? (spool.Waiting > mostWaiting ? TooManyResults : null)) is { } ended)
                {
                    item.Json?.Dispose();
                    await underWay.WriteAsync(new(item.Line, null, Rejected(ended)), ct);
                    return false;
                }

                await Take(item, underWay, room, ct);
                if (item.IsLast) return false;
            }

            progress.Read(last, source.BytesRead);
            watch.IsRead = true;
            return true;
        }
        catch (BadHttpRequestException e)
        {
            // It broke off in a way that leaves the client listening: it is told where.
            await underWay.WriteAsync(new(last + 1, null, Rejected(ProblemHandling.Of(e) with { Detail = "The upload could not be read from here on. Send again what has no result." })), ct);
            return false;
        }
        catch (OperationCanceledException) when (watch.Ended is not null && !ct.IsCancellationRequested)
        {
            // While nothing came, its key ended or the client was waited for long enough.
            await underWay.WriteAsync(new(last + 1, null, Rejected(watch.Ended)), ct);
            return false;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The upload was cut off: a last line without its end is nobody's item.
            return false;
        }
        finally
        {
            underWay.Complete();
        }
    }

    private async ValueTask Take(UploadedItem item, ChannelWriter<LineUnderWay> underWay, UploadRoom room, CancellationToken ct)
    {
        if (item.Json is not { } json)
        {
            await underWay.WriteAsync(new(item.Line, null, Rejected(item.Problem!)), ct);
            return;
        }

        using (json)
        {
            await room.Take(item.Size, ct);
            try
            {
                var (reference, outcome) = await take(json.RootElement, ct);
                await underWay.WriteAsync(new(item.Line, reference, outcome, item.Size), ct);
            }
            catch (Exception e) when (ProblemHandling.IsOutage(e))
            {
                // A party could not be looked up: this line may be sent again, and what went before stays answered.
                await underWay.WriteAsync(new(item.Line, null, Rejected(ProblemHandling.Of(e)), item.Size), ct);
            }
        }
    }

    private static Task<ItemOutcome> Rejected(Problem problem) => Task.FromResult(ItemOutcome.Rejected(problem));
}

/// <summary>Takes an item: gives its reference, where that may be repeated, and what becomes of it.</summary>
public delegate ValueTask<(string? Ref, Task<ItemOutcome> Outcome)> TakeItem(System.Text.Json.JsonElement json, CancellationToken ct);

/// <summary>A line whose item is on its way, and the bytes of room it takes up until it is there.</summary>
public readonly record struct LineUnderWay(long Line, string? Ref, Task<ItemOutcome> Outcome, int Size = 0);
