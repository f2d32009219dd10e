using System.Diagnostics;
using System.Globalization;

namespace EvidenceVault.Cli.Ledger;

/// <summary>How far something long is: a line that is rewritten on a terminal, and elsewhere a line every ten seconds.</summary>
public sealed class Steps(TextWriter error, string what, long total)
{
    private readonly bool _isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private TimeSpan _next = TimeSpan.FromSeconds(1);
    private long _done;

    /// <summary>So many more are done.</summary>
    public void Done(long more)
    {
        _done += more;
        if (_since.Elapsed < _next && !(_isTerminal && _done == total)) return;
        _next = _since.Elapsed + TimeSpan.FromSeconds(_isTerminal ? 0.2 : 10);
        if (_isTerminal || _since.Elapsed > TimeSpan.FromSeconds(5)) Show();
    }

    /// <summary>Leaves the line.</summary>
    public void End()
    {
        if (_isTerminal && _done > 0) error.WriteLine();
    }

    private void Show()
    {
        var left = TimeSpan.FromSeconds(_since.Elapsed.TotalSeconds * (total - _done) / Math.Max(1, _done));
        var text = string.Create(CultureInfo.InvariantCulture, $"{(total == 0 ? 100 : 100 * _done / total),3}%, {_done:N0} of {total:N0} {what}, {(int)left.TotalMinutes} min {left.Seconds} s left");
        if (_isTerminal) error.Write($"\r\e[K{text}");
        else error.WriteLine(text);
    }
}
