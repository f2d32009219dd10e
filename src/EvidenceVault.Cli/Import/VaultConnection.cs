using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace EvidenceVault.Cli.Import;

/// <summary>Talks to the vault with one key. What could not be answered is asked again until patience ends; all requests here may be repeated.</summary>
public sealed class VaultConnection : IDisposable
{
    // One attempt; the last part of the largest recording is checked whole before it is answered.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LittlePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPauseForRows = TimeSpan.FromSeconds(15);

    // Each request has its own patience, from its first failure on, whatever becomes of others meanwhile.
    private static readonly ResiliencePropertyKey<Stopwatch> FailingSince = new("failing-since");

    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TimeSpan _patience;
    private Stopwatch? _unavailable;
    private int _pauses;

    // Whether it answered the last one asked. Until it has answered one, and after patience ended for one, there is little for the next.
    private volatile bool _isWell;

    /// <param name="url">The vault's address.</param>
    /// <param name="principal">Whose evidence it is.</param>
    /// <param name="key">The API key.</param>
    /// <param name="patience">How long to keep trying, for each request.</param>
    /// <param name="agent">What asks.</param>
    /// <param name="reason">Why, for the access log; null: not said.</param>
    public VaultConnection(Uri url, string principal, string key, TimeSpan patience, string agent, string? reason = null)
    {
        _patience = patience;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(url, $"v1/principals/{Uri.EscapeDataString(principal)}/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _http.DefaultRequestHeaders.UserAgent.Add(new(agent, "1"));
        if (reason is not null) _http.DefaultRequestHeaders.Add("Vault-Reason", reason);
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(15),
                ShouldHandle = args => ValueTask.FromResult(IsWorthAgain(args.Context, args.Outcome)),
                DelayGenerator = args => ValueTask.FromResult(AskedFor(args.Outcome.Result)),
                OnRetry = args =>
                {
                    args.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(LongestAttempt)
            .Build();
    }

    /// <summary>Asks for something that any key may see, so that a wrong address or key shows before anything is read.</summary>
    /// <exception cref="WrongCallException">The key does not open this principal.</exception>
    /// <exception cref="UnreachableException">Nobody answers.</exception>
    public async Task Meet(CancellationToken ct)
    {
        using var response = await Send(() => new(HttpMethod.Get, "policy"), ct);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            var problem = await VaultProblem.Of(response, ct);
            // Without a policy of its own the answer names another principal's key and an unknown one alike.
            if (problem.Code == "not-found") throw new WrongCallException("The vault knows no such principal, or this key is not for it. Check --url, --principal and the key.");
            throw new WrongCallException("There is no vault at that address.");
        }

        if (!response.IsSuccessStatusCode) throw new WrongCallException($"The vault answered {(int)response.StatusCode}. {(await VaultProblem.Of(response, ct)).Detail}");
    }

    /// <summary>
    /// Sends a request, anew for each attempt, and gives any answer but those that say to ask again. An answer that something went wrong within the
    /// vault is given once patience has ended: it may be about this request alone.
    /// </summary>
    /// <exception cref="WrongCallException">The key is not, or no longer, one that may do this.</exception>
    /// <exception cref="BusyException">Patience ended, and all the while the answer was to ask again.</exception>
    /// <exception cref="UnreachableException">Patience ended without an answer.</exception>
    public Task<HttpResponseMessage> Send(Func<HttpRequestMessage> request, CancellationToken ct) => Send(request, HttpCompletionOption.ResponseContentRead, ct);

    /// <summary>The same, to read the body as it comes: one that breaks off under reading is for the caller to ask for again.</summary>
    public Task<HttpResponseMessage> Open(Func<HttpRequestMessage> request, CancellationToken ct) => Send(request, HttpCompletionOption.ResponseHeadersRead, ct);

    /// <summary>Waits before items that the vault could not write just now are sent again, a little longer each time. False: patience has ended.</summary>
    public async Task<bool> Pause(CancellationToken ct)
    {
        _unavailable ??= Stopwatch.StartNew();
        if (_unavailable.Elapsed >= _patience) return false;
        var pause = TimeSpan.FromMilliseconds(Math.Min(LongestPauseForRows.TotalMilliseconds, 500 * Math.Pow(2, _pauses++)));
        var left = _patience - _unavailable.Elapsed;
        await Task.Delay(pause < left ? pause : left > TimeSpan.Zero ? left : TimeSpan.Zero, ct);
        return true;
    }

    /// <summary>The vault writes again: patience begins anew.</summary>
    public void Resume() => (_unavailable, _pauses) = (null, 0);

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken ct)
    {
        var response = await Ask(request, completion, ct);
        _isWell = !IsPassing(response.StatusCode);
        if (IsBusy(response.StatusCode))
        {
            using (response) throw new BusyException(response.StatusCode);
        }

        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return response;
        var problem = await VaultProblem.Of(response, ct);
        // An answer to HEAD cannot say what for; only a key is refused there.
        if (!problem.IsOfKey && response.RequestMessage?.Method != HttpMethod.Head) return response;
        using (response) throw new WrongCallException(problem.Detail);
    }

    private async Task<HttpResponseMessage> Ask(Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken ct)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        try
        {
            return await _pipeline.ExecuteAsync(async attempt =>
            {
                using var message = request();
                // Mostly with the body: a connection that breaks under it is one more attempt.
                var got = await _http.SendAsync(message, completion, attempt.CancellationToken);
                if (!IsPassing(got.StatusCode)) _isWell = true;
                return got;
            }, context);
        }
        catch (Exception e) when (IsNoAnswer(e, ct))
        {
            throw new UnreachableException("The vault does not answer.", e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsWorthAgain(ResilienceContext context, Outcome<HttpResponseMessage> outcome)
    {
        var failed = outcome.Result is { } answer ? IsPassing(answer.StatusCode) : IsNoAnswer(outcome.Exception, context.CancellationToken);
        if (!failed) return false;
        if (!context.Properties.TryGetValue(FailingSince, out var since)) context.Properties.Set(FailingSince, since = Stopwatch.StartNew());
        return since.Elapsed < (_isWell || _patience < LittlePatience ? _patience : LittlePatience);
    }

    // A connection that takes too long to be made is given up as a task is, though nobody asked for that.
    private static bool IsNoAnswer(Exception? e, CancellationToken ct) =>
        e is HttpRequestException or TimeoutRejectedException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested);

    private static bool IsBusy(HttpStatusCode status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool IsPassing(HttpStatusCode status) => IsBusy(status) || status >= HttpStatusCode.InternalServerError;

    private static TimeSpan? AskedFor(HttpResponseMessage? response)
    {
        var asked = response?.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - TimeProvider.System.GetUtcNow() : null;
        return asked is not { } pause ? null : pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }
}
