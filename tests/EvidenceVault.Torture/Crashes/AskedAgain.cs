using System.Diagnostics;
using System.Net;

namespace EvidenceVault.Torture.Crashes;

/// <summary>Asks again where a server says that it cannot just now and when to come back, as a good client does; for a while, not for ever.</summary>
internal sealed class AskedAgain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int _count;

    /// <summary>How often it was asked again.</summary>
    public int Count => _count;

    /// <summary>Begins to be patient about one thing.</summary>
    public Asking Begin() => new(this);

    /// <summary>A handler that asks again, around another one.</summary>
    public HttpMessageHandler Around(HttpMessageHandler inner) => new Handler(this, inner);

    /// <summary>How long one thing is asked for.</summary>
    internal sealed class Asking(AskedAgain all)
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        /// <summary>Whether it was asked for long enough: the last answer stands.</summary>
        public bool IsOver => Stopwatch.GetElapsedTime(_since) > Patience;

        public Task Wait(TimeSpan? told = null, CancellationToken ct = default)
        {
            Interlocked.Increment(ref all._count);
            return Task.Delay(told ?? TimeSpan.FromSeconds(1), ct);
        }
    }

    private sealed class Handler(AskedAgain all, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var patience = all.Begin(); ;)
            {
                var answer = await base.SendAsync(request, cancellationToken);
                // One that does not say when to come back is wrong, and is not asked again.
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is not { } told || patience.IsOver) return answer;
                answer.Dispose();
                await patience.Wait(told.Delta, cancellationToken);
            }
        }
    }
}
