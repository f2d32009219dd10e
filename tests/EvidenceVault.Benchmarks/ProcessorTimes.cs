using System.Globalization;
using Npgsql;

namespace EvidenceVault.Benchmarks;

/// <summary>Processor time of PostgreSQL and all its processes, from Linux' own counters. Steadier than a clock where other work runs beside.</summary>
public static class ProcessorTimes
{
    private const double TicksPerSecond = 100;

    /// <summary>Of the PostgreSQL behind a connection so far, those that ended included; zero where it cannot be seen, as on another machine.</summary>
    public static async Task<TimeSpan> OfDatabase(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        if (Read(connection.ProcessID) is not { Parent: var postmaster }) return TimeSpan.Zero;
        var ticks = 0L;
        foreach (var directory in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid) || Read(pid) is not { } process) continue;
            if (pid == postmaster) ticks += process.Own + process.Ended;
            else if (process.Parent == postmaster) ticks += process.Own;
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static (int Parent, long Own, long Ended)? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // After the name, which may hold anything, in brackets.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int at) => long.Parse(fields[at], CultureInfo.InvariantCulture);
            return ((int)Field(1), Field(11) + Field(12), Field(13) + Field(14));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
