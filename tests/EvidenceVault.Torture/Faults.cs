namespace EvidenceVault.Torture;

/// <summary>What was found wrong. Any of it fails the run.</summary>
internal sealed class Faults
{
    private const int MostKept = 200;

    private readonly List<string> _kept = [];
    private readonly Lock _lock = new();

    public int Count { get; private set; }

    public IReadOnlyList<string> Kept
    {
        get
        {
            lock (_lock) return [.. _kept];
        }
    }

    public void Add(string fault)
    {
        lock (_lock)
        {
            Count++;
            if (_kept.Count >= MostKept) return;
            _kept.Add(fault);
            if (_kept.Count <= 20) Console.WriteLine($"  FAULT: {fault}");
        }
    }
}
