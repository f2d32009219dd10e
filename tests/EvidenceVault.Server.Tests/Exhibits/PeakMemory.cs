namespace EvidenceVault.Server.Tests.Exhibits;

/// <summary>Watches how much memory this process holds, garbage included.</summary>
internal sealed class PeakMemory
{
    private readonly long _before = Now();
    private readonly Task<long> _peak;
    private volatile bool _ended;

    public PeakMemory() => _peak = Task.Run(Watch);

    /// <summary>How far the working set rose at its highest.</summary>
    public async Task<long> Growth()
    {
        _ended = true;
        return await _peak - _before;
    }

    private static long Now()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private async Task<long> Watch()
    {
        var peak = _before;
        while (!_ended)
        {
            peak = Math.Max(peak, Now());
            await Task.Delay(50);
        }

        return peak;
    }
}
