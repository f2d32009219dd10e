using EvidenceVault.TestBed;

namespace EvidenceVault.Torture.Crashes;

/// <summary>What is killed, and when: seeded but for the clock.</summary>
/// <param name="Servers">The servers.</param>
/// <param name="Postgres">PostgreSQL, all of its processes.</param>
/// <param name="Blob">The blob server.</param>
/// <param name="During">What has to be on its way at the moment.</param>
internal sealed record Kill(IReadOnlyList<int> Servers, bool Postgres, bool Blob, Kill.Moment During)
{
    public enum Moment
    {
        Any,
        Upload,
        Content,
    }

    public static Kill Of(int seed, int number, int servers)
    {
        var random = new Random(unchecked((seed * 7_919) + number));
        var one = random.Next(servers);
        var moment = (Moment)random.Next(3);
        return random.Next(20) switch
        {
            < 8 => new([one], false, false, moment),
            < 13 => new([], true, false, moment),
            < 16 => new([], false, true, moment),
            < 18 => new([one], true, false, moment),
            < 19 => new([one], false, true, moment),
            // The whole machine.
            _ => new([.. Enumerable.Range(0, servers)], true, true, moment),
        };
    }

    public override string ToString() =>
        string.Join(" + ", Servers.Select(s => $"server {s + 1}").Append(Postgres ? "PostgreSQL" : "").Append(Blob ? "blob server" : "").Where(t => t.Length > 0));
}

/// <summary>Kills, waits a little, starts again and waits until all is ready.</summary>
internal sealed class Killer(Ground ground, Counts counts, Outages outages, int seed) : IDisposable
{
    private const int QuietEvery = 5;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(16);

    private ServiceProcesses? _processes;

    /// <summary>Kills by what was killed, together or alone.</summary>
    public Dictionary<string, int> Killed { get; } = [];

    public int DuringUploads { get; private set; }

    public int DuringContents { get; private set; }

    public async Task Strike(int number)
    {
        var kill = Kill.Of(seed, number, ground.Servers.Count);
        var random = new Random(unchecked((seed * 104_729) + number));
        // Now and then long enough that nothing is told by what was down before.
        await Task.Delay(number % QuietEvery == QuietEvery - 1 ? Quiet : TimeSpan.FromMilliseconds(random.Next(100, 900)));
        _processes ??= await ground.Services.ProcessesAsync();
        await WaitFor(kill.During);
        await Task.Delay(random.Next(60));
        Note(kill);
        using (outages.Begin(kill))
        {
            End(kill, _processes);
            await Task.Delay(random.Next(700));
            if (kill.Postgres || kill.Blob)
            {
                _processes.Dispose();
                _processes = null;
                await ground.Services.StartAgainAsync();
            }

            await Task.WhenAll(kill.Servers.Select(s => ground.Servers[s].StartAgainAsync()));
        }
    }

    public void Dispose() => _processes?.Dispose();

    // What is wanted comes along soon; where it does not, any moment will do.
    private async Task WaitFor(Kill.Moment moment)
    {
        for (var i = 0; i < 2_000 && !IsNow(moment); i++) await Task.Delay(2);
    }

    private bool IsNow(Kill.Moment moment) => moment switch
    {
        Kill.Moment.Upload => counts.UploadsNow > 0,
        Kill.Moment.Content => counts.ContentsNow > 0,
        _ => true,
    };

    private void Note(Kill kill)
    {
        Killed[kill.ToString()] = Killed.GetValueOrDefault(kill.ToString()) + 1;
        if (counts.UploadsNow > 0) DuringUploads++;
        if (counts.ContentsNow > 0) DuringContents++;
    }

    private void End(Kill kill, ServiceProcesses processes) => Parallel.Invoke(
    [
        .. kill.Servers.Select<int, Action>(s => ground.Servers[s].Kill),
        .. kill.Postgres ? (Action[])[processes.KillPostgres] : [],
        .. kill.Blob ? (Action[])[processes.KillBlob] : [],
    ]);
}
