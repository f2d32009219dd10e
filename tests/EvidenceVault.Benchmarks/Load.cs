using System.Diagnostics;

namespace EvidenceVault.Benchmarks;

/// <summary>What was answered at a steady rate.</summary>
/// <param name="Rate">Answers a second.</param>
/// <param name="P50">Milliseconds from when it was due; half took less.</param>
/// <param name="P99">Likewise; one in a hundred took longer.</param>
public readonly record struct SteadyLoad(double Rate, double P50, double P99)
{
    public override string ToString() => $"{Rate:N0}/s answered, p50 {P50:0.0} ms, p99 {P99:0.0} ms";
}

/// <summary>Loads something.</summary>
public static class Load
{
    /// <summary>So many acts, each begun when it is due, whether or not those before are done: what is late stays late, as with real clients.</summary>
    public static async Task<SteadyLoad> Steady(int count, int rate, Func<int, Task> act)
    {
        var took = new double[count];
        var begun = new List<Task>(count);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate);
            while (clock.Elapsed < due) await Task.Delay(1);
            begun.Add(Timed(i, due));
        }

        await Task.WhenAll(begun);
        var answered = count / clock.Elapsed.TotalSeconds;
        Array.Sort(took);
        return new(answered, took[count / 2], took[count * 99 / 100]);

        async Task Timed(int i, TimeSpan due)
        {
            await act(i);
            took[i] = (clock.Elapsed - due).TotalMilliseconds;
        }
    }

    /// <summary>How many a second so many clients get done, each beginning the next when its last is done.</summary>
    public static async Task<double> Most(int count, int clients, Func<int, Task> act)
    {
        var (next, clock) = (-1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next)) await act(i);
        })));
        return count / clock.Elapsed.TotalSeconds;
    }
}
