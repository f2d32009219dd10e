using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EvidenceVault.Server.Intake;

/// <summary>
/// Looks after an upload from before anything of it is read: whether its key still holds, also while nothing comes, and whether bytes move. A client
/// may be as slow as it likes; one that neither sends nor reads for a while, though it is its turn, holds a connection for nothing. While the vault
/// owes results and has none to give, it is not the client's turn.
/// </summary>
public sealed partial class UploadWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly HttpContext _http;
    private readonly TimeSpan _longestSilence;
    private readonly KeyWatch.Watched _key;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _reading;
    private readonly SemaphoreSlim _one = new(1);
    private readonly WatchedBody _body;
    private readonly AnswerAcknowledged _acknowledged;
    private readonly ILogger _log;
    private readonly Task _watching;
    private Problem? _ended;
    private long _moved = Environment.TickCount64;
    private long _outstanding;
    private volatile bool _gaveUp;
    private volatile bool _awaitsClient;

    private UploadWatch(HttpContext http)
    {
        var services = http.RequestServices;
        _http = http;
        _longestSilence = TimeSpan.FromSeconds(services.GetRequiredService<VaultSettings>().UploadSilenceSeconds);
        _key = services.GetRequiredService<KeyWatch>().Over(http);
        _log = services.GetRequiredService<ILogger<UploadWatch>>();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        _acknowledged = new AnswerAcknowledged(http);
        // What reads the body shows it here that bytes come, and waits for no more once the upload has ended.
        _body = new WatchedBody(http.Request.BodyReader, this);
        http.Features.Set<IRequestBodyPipeFeature>(_body);
        _watching = Watch();
    }

    /// <summary>Ends when nothing more is to be read.</summary>
    public CancellationToken Reading => _reading.Token;

    /// <summary>Why nothing more is to be read; null while it may.</summary>
    public Problem? Ended => Volatile.Read(ref _ended);

    /// <summary>Whether the client was given up without having had all its results.</summary>
    public bool GaveUp => _gaveUp;

    /// <summary>Whether it was read to its end.</summary>
    public bool IsRead { get; set; }

    /// <summary>The results on their way to the client; null before there can be any.</summary>
    public ResultSpool? Results { get; set; }

    /// <summary>Whether it is waited for that the client sends.</summary>
    public bool AwaitsClient
    {
        get => _awaitsClient;
        set => _awaitsClient = value;
    }

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

    /// <summary>Bytes came or went.</summary>
    public void Moved() => Volatile.Write(ref _moved, Environment.TickCount64);

    /// <summary>The vault owes one more result.</summary>
    public void Owes() => Interlocked.Increment(ref _outstanding);

    /// <summary>A result that was owed is there.</summary>
    public void Answered()
    {
        Interlocked.Decrement(ref _outstanding);
        Moved();
    }

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

    /// <summary>Reads on without looking at what comes, up to a bound, so that a client that reads only once it has sent comes to read why nothing more was taken.</summary>
    public Task DiscardRest() => _body.Discard(_http.RequestAborted);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stop.CancelAsync();
            await _watching;
        }
        finally
        {
            _stop.Dispose();
            _reading.Dispose();
            _one.Dispose();
        }
    }

    private async Task Watch()
    {
        using var timer = new PeriodicTimer(Every);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                await Look();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The request has ended.
            }
            catch (Exception e)
            {
                // One look that fails is no reason never to look again.
                LogFailed(e.GetType().Name);
            }
        }
    }

    private async Task Look()
    {
        // A slow reader's system has taken something of what is waiting, though not yet enough for more to go.
        if (!IsClientsTurn || _acknowledged.More()) Moved();
        if (!IsSilent)
        {
            await CheckKey(_stop.Token);
            return;
        }

        // It was told already, or nothing is left but its results, which it does not read.
        if (Ended is not null || IsRead) GiveUp();
        else await End(Silent());
        Moved();
    }

    private bool IsClientsTurn => Results is { Waiting: > 0 } || (AwaitsClient && Interlocked.Read(ref _outstanding) == 0);

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

    [LoggerMessage(LogLevel.Warning, "An upload could not be looked after for a moment ({Exception})")]
    private partial void LogFailed(string exception);
}
