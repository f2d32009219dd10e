using System.Diagnostics;

namespace EvidenceVault.Torture.Crashes;

/// <summary>When something was down, so that answers can be held against it.</summary>
internal sealed class Outages
{
    // A restarted server still finds out about the connections it kept.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly List<(long From, long To)> _spans = [];
    private readonly Lock _lock = new();

    /// <summary>Notes that something goes down; disposing of it, that all is up again.</summary>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            _spans.Add((Stopwatch.GetTimestamp(), long.MaxValue));
            return new Span(this, _spans.Count - 1);
        }
    }

    /// <summary>Whether anything was down at any moment since then, or shortly before it.</summary>
    public bool AnySince(long timestamp)
    {
        var from = timestamp - (long)(Grace.TotalSeconds * Stopwatch.Frequency);
        lock (_lock) return _spans.Exists(s => s.To >= from);
    }

    private sealed class Span(Outages outages, int index) : IDisposable
    {
        public void Dispose()
        {
            lock (outages._lock) outages._spans[index] = (outages._spans[index].From, Stopwatch.GetTimestamp());
        }
    }
}
