using System.Diagnostics;

namespace EvidenceVault.Torture.Crashes;

/// <summary>What was down when, so that answers can be held against what could have been the cause of them.</summary>
/// <param name="servers">The addresses of the servers, by their number.</param>
internal sealed class Outages(IReadOnlyList<Uri> servers)
{
    // A restarted server still finds out about the connections it kept, and so do its clients.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly List<(Kill Kill, long From, long To)> _spans = [];
    private readonly Lock _lock = new();

    /// <summary>Notes that something goes down; disposing of it, that all is up again.</summary>
    public IDisposable Begin(Kill kill)
    {
        lock (_lock)
        {
            _spans.Add((kill, Stopwatch.GetTimestamp(), long.MaxValue));
            return new Span(this, _spans.Count - 1);
        }
    }

    /// <summary>Whether this server itself was down at any moment since then, or shortly before it.</summary>
    public bool OfServer(Uri server, long since) => Any(since, kill => kill.Servers.Any(s => servers[s] == server));

    /// <summary>Whether PostgreSQL or the blob server was.</summary>
    public bool OfStorage(long since) => Any(since, kill => kill.Postgres || kill.Blob);

    private bool Any(long since, Func<Kill, bool> which)
    {
        var from = since - (long)(Grace.TotalSeconds * Stopwatch.Frequency);
        lock (_lock) return _spans.Exists(s => s.To >= from && which(s.Kill));
    }

    private sealed class Span(Outages outages, int index) : IDisposable
    {
        public void Dispose()
        {
            lock (outages._lock) outages._spans[index] = outages._spans[index] with { To = Stopwatch.GetTimestamp() };
        }
    }
}
