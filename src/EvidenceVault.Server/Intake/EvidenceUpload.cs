using System.Threading.Channels;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake.Items;
using EvidenceVault.Server.Intake.Lanes;
using EvidenceVault.Server.Intake.Progress;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// An upload of any length: its items are read, put in their lanes and answered in order, with bounded memory. The upload is read on
/// whether or not its results are read: they wait in a file.
/// </summary>
/// <param name="source">Where the items come from.</param>
/// <param name="take">Takes an item, or only looks at it.</param>
/// <param name="format">How the results are written.</param>
/// <param name="progress">How far it has come, for whoever asks meanwhile.</param>
public sealed class EvidenceUpload(IUploadSource source, TakeItem take, IResultFormat format, UploadProgress progress) : IResult
{
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

    // Whether it was read to its end.
    private async Task<bool> Go(HttpContext httpContext)
    {
        using var results = format;
        var underWay = Channel.CreateBounded<LineUnderWay>(new BoundedChannelOptions(MostUnderWay) { SingleReader = true, SingleWriter = true });
        using var room = new UploadRoom(MostBytesUnderWay);
        await using var spool = new ResultSpool();
        format.Describe(httpContext.Response);
        httpContext.Response.Headers[ShowUploads.IdHeader] = progress.Id.ToString();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        // Whatever was read before a client went away is still written and counts: it may have been told so already.
        var reading = Read(httpContext, underWay.Writer, room, stop.Token);
        var answering = Answer(underWay.Reader, room, spool, stop);
        // Not before reading began: a client that waits to be told to send is told so by that.
        var sending = spool.CopyTo(httpContext.Response.BodyWriter, httpContext.RequestAborted);
        await Task.WhenAll(reading, answering, sending);
        return await reading;
    }

    /// <summary>An upload may be of any size, and a client may wait for the result of an item before it sends the next, or read its results long after. Before anything of it is read.</summary>
    public static void LiftLimits(HttpContext httpContext)
    {
        httpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        if (httpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate) requestRate.MinDataRate = null;
        if (httpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } responseRate) responseRate.MinDataRate = null;
    }

    // Where results can no longer be kept, as on a full disk, nothing more is read: it would wait for ever.
    private async Task Answer(ChannelReader<LineUnderWay> underWay, UploadRoom room, ResultSpool spool, CancellationTokenSource stop)
    {
        try
        {
            await new ResultWriter(format, progress).Write(underWay, room, spool);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<bool> Read(HttpContext httpContext, ChannelWriter<LineUnderWay> underWay, UploadRoom room, CancellationToken ct)
    {
        var last = 0L;
        var watch = httpContext.RequestServices.GetRequiredService<KeyWatch>().Over(httpContext);
        try
        {
            await foreach (var item in source.Read(httpContext.Request, ct))
            {
                last = item.Line;
                progress.Read(item.Line, source.BytesRead);
                if (await watch.Check(ct) is { } ended)
                {
                    item.Json?.Dispose();
                    await underWay.WriteAsync(new(item.Line, null, Rejected(ended)), ct);
                    return false;
                }

                await Take(item, underWay, room, ct);
                if (item.IsLast) return false;
            }

            progress.Read(last, source.BytesRead);
            return true;
        }
        catch (BadHttpRequestException e)
        {
            // It broke off in a way that leaves the client listening: it is told where.
            await underWay.WriteAsync(new(last + 1, null, Rejected(ProblemHandling.Of(e) with { Detail = "The upload could not be read from here on. Send again what has no result." })), ct);
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
