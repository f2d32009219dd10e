using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace EvidenceVault.Cli.Import;

/// <summary>The vault did not answer for longer than the patience there was.</summary>
public sealed class UnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A problem document of the vault.</summary>
public sealed record VaultProblem(int Status, string Code, string Detail, IReadOnlyList<FieldProblem> Errors)
{
    /// <summary>Whether the same may be taken when it is sent again.</summary>
    public bool IsPassing => Status == (int)HttpStatusCode.ServiceUnavailable;

    public static VaultProblem Of(JsonElement json) => new(
        json.GetProperty("status").GetInt32(), json.GetProperty("code").GetString()!, json.GetProperty("detail").GetString()!,
        json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? [.. errors.EnumerateArray().Select(e => new FieldProblem(e.GetProperty("pointer").GetString()!, e.GetProperty("code").GetString()!, e.GetProperty("detail").GetString()!))]
            : []);

    public static async Task<VaultProblem> Of(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        try
        {
            return Of(JsonElement.Parse(text));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // An answer to HEAD has no body, and what stands between us and the vault has pages of its own.
            return new((int)response.StatusCode, "no-problem-document", $"The answer was {(int)response.StatusCode} without more.", []);
        }
    }
}

/// <summary>One bad field.</summary>
public sealed record FieldProblem(string Pointer, string Code, string Detail);

/// <summary>Talks to the vault with one key. What could not be answered is asked again until patience ends; all requests here may be repeated.</summary>
public sealed class VaultConnection : IDisposable
{
    // One attempt; the last part of the largest recording is checked whole before it is answered.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceAtFirst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPauseForRows = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TimeSpan _patience;
    private Stopwatch? _unavailable;
    private int _pauses;
    private long _answered = Environment.TickCount64;
    private bool _met;

    public VaultConnection(Uri url, string principal, string key, TimeSpan patience, string agent)
    {
        _patience = patience;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(url, $"v1/principals/{Uri.EscapeDataString(principal)}/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _http.DefaultRequestHeaders.UserAgent.Add(new(agent, "1"));
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(15),
                ShouldHandle = args => ValueTask.FromResult(IsWorthAgain(args.Outcome)),
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
        _met = true;
    }

    /// <summary>
    /// Sends a request, anew for each attempt, and gives any answer but those that say to ask again. An answer that something went wrong within the
    /// vault is given once patience has ended: it may be about this request alone.
    /// </summary>
    /// <exception cref="WrongCallException">The key is not, or no longer, one that may do this.</exception>
    /// <exception cref="UnreachableException">Patience ended.</exception>
    public Task<HttpResponseMessage> Send(Func<HttpRequestMessage> request, CancellationToken ct) => Send(request, HttpCompletionOption.ResponseContentRead, ct);

    /// <summary>The same, to read the body as it comes: one that breaks off under reading is for the caller to ask for again.</summary>
    public Task<HttpResponseMessage> Open(Func<HttpRequestMessage> request, CancellationToken ct) => Send(request, HttpCompletionOption.ResponseHeadersRead, ct);

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken ct)
    {
        HttpResponseMessage response;
        try
        {
            response = await _pipeline.ExecuteAsync(async token =>
            {
                using var message = request();
                // Mostly with the body: a connection that breaks under it is one more attempt.
                var got = await _http.SendAsync(message, completion, token);
                if (!IsPassing(got.StatusCode)) Volatile.Write(ref _answered, Environment.TickCount64);
                return got;
            }, ct);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or IOException)
        {
            throw new UnreachableException("The vault does not answer.", e);
        }

        if (IsBusy(response.StatusCode))
        {
            response.Dispose();
            throw new UnreachableException($"The vault answers {(int)response.StatusCode}, and went on doing so.");
        }

        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return response;
        using (response) throw new WrongCallException((await VaultProblem.Of(response, ct)).Detail);
    }

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

    private static bool IsBusy(HttpStatusCode status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool IsPassing(HttpStatusCode status) => IsBusy(status) || status >= HttpStatusCode.InternalServerError;

    private static TimeSpan? AskedFor(HttpResponseMessage? response)
    {
        var asked = response?.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - TimeProvider.System.GetUtcNow() : null;
        return asked is not { } pause ? null : pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
    }

    private bool IsWorthAgain(Outcome<HttpResponseMessage> outcome)
    {
        var failed = outcome.Exception is HttpRequestException or TimeoutRejectedException or IOException || (outcome.Result is { } answer && IsPassing(answer.StatusCode));
        var patience = _met || _patience < PatienceAtFirst ? _patience : PatienceAtFirst;
        return failed && Environment.TickCount64 - Volatile.Read(ref _answered) < patience.TotalMilliseconds;
    }
}
