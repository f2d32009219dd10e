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

    private Task _discarding = Task.CompletedTask;

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

        if (_discarding.IsCompleted) return;
        // A client that reads while it sends has it all now. One that reads afterwards comes to it.
        await httpContext.Response.CompleteAsync();
        await _discarding;
    }

    // Whether it was read to its end, and not given up before its results were.
    private async Task<bool> Go(HttpContext httpContext)
    {
        using var results = format;
        var underWay = Channel.CreateBounded<LineUnderWay>(new BoundedChannelOptions(MostUnderWay) { SingleReader = true, SingleWriter = true });
        using var room = new UploadRoom(MostBytesUnderWay);
        await using var spool = new ResultSpool();
        watch.Results = spool;
        format.Describe(httpContext.Response);
        httpContext.Response.Headers[ShowUploads.IdHeader] = progress.Id.ToString();
        // Whatever was read before a client went away is still written and counts: it may have been told so already.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        var reading = ReadAll(httpContext, underWay.Writer, room, spool, stop.Token);
        var answering = OrStop(new ResultWriter(format, progress, watch).Write(underWay.Reader, room, spool), stop);
        // Not before reading began: a client that waits to be told to send is told so by that.
        var sending = OrStop(spool.CopyTo(httpContext.Response.BodyWriter, watch.Moved, httpContext.RequestAborted), stop);
        await Task.WhenAll(reading, answering, sending);
        return await reading && !watch.GaveUp;
    }

    // Where results can be kept no longer, or not be read back, as on a broken disk, nothing more is read: it would wait for ever.
    private async Task OrStop(Task work, CancellationTokenSource stop)
    {
        try
        {
            await work;
        }
        catch
        {
            await watch.StopReading();
            await stop.CancelAsync();
            throw;
        }
    }

    // While results go: a client that reads only once it has sent does not read them before.
    private async Task<bool> ReadAll(HttpContext httpContext, ChannelWriter<LineUnderWay> underWay, UploadRoom room, ResultSpool spool, CancellationToken ct)
    {
        var ending = await Read(httpContext, underWay, room, spool, ct);
        if (ending == Ending.Stopped) _discarding = watch.DiscardRest();
        return ending == Ending.Whole;
    }

    private async Task<Ending> Read(HttpContext httpContext, ChannelWriter<LineUnderWay> underWay, UploadRoom room, ResultSpool spool, CancellationToken ct)
    {
        var last = source.LinesBefore;
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
                    await Put(Last(item.Line, ended), underWay, ct);
                    return Ending.Stopped;
                }

                await Take(item, underWay, room, ct);
                if (item.IsLast) return Ending.Stopped;
            }

            progress.Read(last, source.BytesRead);
            watch.IsRead = true;
            return Ending.Whole;
        }
        catch (BadHttpRequestException e)
        {
            // It broke off in a way that leaves the client listening: it is told where.
            await Put(Last(last + 1, ProblemHandling.Of(e) with { Detail = "The upload could not be read from here on. Send again what has no result." }), underWay, ct);
            return Ending.Broken;
        }
        catch (OperationCanceledException) when (watch.Ended is not null && !ct.IsCancellationRequested)
        {
            // While nothing came, its key ended or the client was waited for long enough.
            await Put(Last(last + 1, watch.Ended), underWay, ct);
            return Ending.Stopped;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The upload was cut off: a last line without its end is nobody's item.
            return Ending.Broken;
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
            await Put(item.IsLast ? Last(item.Line, item.Problem!) : new(item.Line, null, Rejected(item.Problem!)), underWay, ct);
            return;
        }

        using (json)
        {
            await room.Take(item.Size, ct);
            try
            {
                var (reference, outcome) = await take(json.RootElement, ct);
                await Put(new(item.Line, reference, outcome, item.Size), underWay, ct);
            }
            catch (Exception e) when (ProblemHandling.IsOutage(e))
            {
                // A party could not be looked up: this line may be sent again, and what went before stays answered.
                await Put(new(item.Line, null, Rejected(ProblemHandling.Of(e)), item.Size), underWay, ct);
            }
        }
    }

    private ValueTask Put(LineUnderWay line, ChannelWriter<LineUnderWay> underWay, CancellationToken ct)
    {
        watch.Owes();
        return underWay.WriteAsync(line, ct);
    }

    // The line on which the vault stopped reading.
    private static LineUnderWay Last(long line, Problem problem) => new(line, null, Task.FromResult(ItemOutcome.Rejected(problem) with { IsLast = true }));

    private static Task<ItemOutcome> Rejected(Problem problem) => Task.FromResult(ItemOutcome.Rejected(problem));

    private enum Ending
    {
        // To its end.
        Whole,

        // The vault takes no more of it, and said so; the client may still be sending.
        Stopped,

        // Nothing more of it can come, or nobody waits for it.
        Broken,
    }
}

/// <summary>Takes an item: gives its reference, where that may be repeated, and what becomes of it.</summary>
public delegate ValueTask<(string? Ref, Task<ItemOutcome> Outcome)> TakeItem(System.Text.Json.JsonElement json, CancellationToken ct);

/// <summary>A line whose item is on its way, and the bytes of room it takes up until it is there.</summary>
public readonly record struct LineUnderWay(long Line, string? Ref, Task<ItemOutcome> Outcome, int Size = 0);
