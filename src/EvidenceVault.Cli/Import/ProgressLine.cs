using System.Diagnostics;
using System.Globalization;

namespace EvidenceVault.Cli.Import;

/// <summary>How far it is, with the time left: one line that is rewritten on a terminal, and elsewhere a line every so often. Never a name or number.</summary>
public sealed class ProgressLine(TextWriter error, bool isTerminal)
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private TimeSpan _next = isTerminal ? TimeSpan.Zero : TimeSpan.FromSeconds(5);
    private long _total;
    private long _done;
    private long _sent;
    private int _recordings;
    private int _recordingsDone;

    /// <summary>So much is to be done in all.</summary>
    public void Plan(long bytes, int recordings = 0)
    {
        lock (_lock) (_total, _recordings) = (_total + bytes, _recordings + recordings);
    }

    /// <summary>So much was done; or was found to be done before, which says nothing of how fast it goes.</summary>
    public void Done(long bytes, bool before = false, int recordings = 0)
    {
        lock (_lock)
        {
            (_done, _recordingsDone) = (_done + bytes, _recordingsDone + recordings);
            if (!before) _sent += bytes;
            if (_since.Elapsed < _next) return;
            _next = _since.Elapsed + (isTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10));
            Show();
        }
    }

    /// <summary>Leaves the line as it is.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (isTerminal)
            {
                Show();
                error.WriteLine();
            }
        }
    }

    private void Show()
    {
        var percent = _total == 0 ? 100 : Math.Min(100, _done * 100 / _total);
        var rate = _sent / Math.Max(0.001, _since.Elapsed.TotalSeconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{percent,3}%, {_recordingsDone} of {_recordings} recordings, {rate / 1_000_000:0.0} MB/s{Left(rate)}");
        if (isTerminal) error.Write($"\r\e[K{text}");
        else error.WriteLine(text);
    }

    private string Left(double rate)
    {
        if (rate < 1 || _done >= _total || _since.Elapsed < TimeSpan.FromSeconds(2)) return "";
        var left = TimeSpan.FromSeconds((_total - _done) / rate);
        return left.TotalHours >= 1 ? $", {(int)left.TotalHours} h {left.Minutes} min left" : left.TotalMinutes >= 1 ? $", {(int)left.TotalMinutes} min left" : $", {left.Seconds} s left";
    }
}
