using System.Diagnostics;
using System.Globalization;

namespace EvidenceVault.Samples.Client;

/// <summary>One line that is rewritten on a terminal; elsewhere a line every few seconds.</summary>
internal sealed class Progress(string what)
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private TimeSpan _next;

    public void Show(FormattableString state)
    {
        lock (_lock)
        {
            if (_since.Elapsed < _next)
                return;
            var text = $"{what}: {state.ToString(CultureInfo.InvariantCulture)}";
            if (Console.IsOutputRedirected)
            {
                _next = _since.Elapsed + TimeSpan.FromSeconds(5);
                if (_since.Elapsed > TimeSpan.FromSeconds(2))
                    Console.WriteLine(text);
            }
            else
            {
                _next = _since.Elapsed + TimeSpan.FromMilliseconds(100);
                Console.Write($"\r\e[K{text}");
            }
        }
    }

    public void Done(FormattableString state)
    {
        lock (_lock)
            Console.WriteLine($"{(Console.IsOutputRedirected ? "" : "\r\e[K")}{what}: {state.ToString(CultureInfo.InvariantCulture)}");
    }
}
