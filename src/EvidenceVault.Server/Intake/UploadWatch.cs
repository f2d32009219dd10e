using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// Looks after an upload from before anything of it is read: whether its key still holds, also while nothing comes, and whether bytes move. A client
/// may be as slow as it likes, and read its results long after; one that neither sends nor reads for a while holds a connection for nothing.
/// </summary>
public sealed class UploadWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly HttpContext _http;
    private readonly TimeSpan _longestSilence;
    private readonly KeyWatch.Watched _key;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _reading;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Task _watching;
    private Problem? _ended;
    private long _moved = Environment.TickCount64;
    private volatile bool _gaveUp;

    private UploadWatch(HttpContext http)
    {
        _http = http;
        _longestSilence = TimeSpan.FromSeconds(http.RequestServices.GetRequiredService<VaultSettings>().UploadSilenceSeconds);
        _key = http.RequestServices.GetRequiredService<KeyWatch>().Over(http);
        _reading = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        // What reads the body shows it here that bytes come, and waits for no more once the upload has ended.
        http.Features.Set<IRequestBodyPipeFeature>(new WatchedBody(http.Request.BodyReader, this));
        _watching = Watch();
    }

    /// <summary>Ends when nothing more is to be read.</summary>
    public CancellationToken Reading => _reading.Token;

    /// <summary>Why nothing more is to be read; null while it may.</summary>
    public Problem? Ended => Volatile.Read(ref _ended);

    /// <summary>Whether the client was given up without having had all its results.</summary>
    public bool GaveUp => _gaveUp;

    /// <summary>
    /// Begins, before anything is read, where this key may have one more upload open; else says why not. It ends with the request. Kestrel's limits are
    /// lifted: an upload may be of any size, and a client may wait for the result of an item before it sends the next, or read its results long after.
    /// </summary>
    public static (UploadWatch? Watch, Problem? Problem) Begin(HttpContext http)
    {
        var (place, problem) = http.RequestServices.GetRequiredService<OpenUploads>().Open(http.Caller().KeyId);
        if (place is null) return (null, problem);
        http.Response.RegisterForDispose(place);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { } size) size.MaxRequestBodySize = null;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate) requestRate.MinDataRate = null;
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } responseRate) responseRate.MinDataRate = null;
        return (Over(http), null);
    }

    /// <summary>Begins, whatever else is open. It ends with the request.</summary>
    public static UploadWatch Over(HttpContext http)
    {
        var watch = new UploadWatch(http);
        http.Response.RegisterForDisposeAsync(watch);
        return watch;
    }

    /// <summary>Bytes came or went, or an item was dealt with.</summary>
    public void Moved() => Volatile.Write(ref _moved, Environment.TickCount64);

    /// <summary>Looks again whether the key holds, where that was not done just now. Before an item is taken: one that comes while it is being looked at waits.</summary>
    public async ValueTask CheckKey(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (Ended is null && await _key.Check(ct) is { } problem) await End(problem);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Nothing more is to be read: there is nowhere to keep the results.</summary>
    public Task StopReading() => _reading.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        _reading.Dispose();
        _one.Dispose();
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (IsSilent)
                {
                    // It was told already, or nothing is left but its results, which it does not read.
                    if (Ended is not null || IsRead) GiveUp();
                    else await End(Silent());
                    Moved();
                }
                else
                {
                    await CheckKey(_stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The request has ended.
        }
    }

    /// <summary>Whether it was read to its end.</summary>
    public bool IsRead { get; set; }

    private bool IsSilent => Environment.TickCount64 - Volatile.Read(ref _moved) > _longestSilence.TotalMilliseconds;

    private async Task End(Problem problem)
    {
        Volatile.Write(ref _ended, problem);
        await _reading.CancelAsync();
    }

    private void GiveUp()
    {
        _gaveUp = true;
        _http.Abort();
    }

    private Problem Silent() => new(StatusCodes.Status408RequestTimeout, ProblemCodes.RequestTimeout,
        $"For {_longestSilence.TotalSeconds:0} seconds nothing was sent, and none of the results read. Nothing from here on was taken: send again what has no result.");
}
