namespace EvidenceVault.Server.Intake.Lanes;

/// <summary>How fast items come in. Counted, for how many wait tells nothing where they are dealt with as fast as they come, as what was sent before is.</summary>
public sealed class Pace
{
    private const int Many = 1_000;

    private readonly Lock _lock = new();
    private long _second;
    private int _now;
    private int _before;

    /// <summary>Whether many items came in within this second, or within the one before.</summary>
    public bool IsHigh => IsHighAt(Environment.TickCount64);

    /// <summary>So many came in.</summary>
    public void Count(int items) => Count(items, Environment.TickCount64);

    /// <summary>So many came in at a moment, in milliseconds of a clock that only goes on.</summary>
    public void Count(int items, long milliseconds)
    {
        lock (_lock)
        {
            Turn(milliseconds);
            _now += items;
        }
    }

    /// <summary>The same as <see cref="IsHigh"/> at a moment of that clock.</summary>
    public bool IsHighAt(long milliseconds)
    {
        lock (_lock)
        {
            Turn(milliseconds);
            return _now >= Many || _before >= Many;
        }
    }

    private void Turn(long milliseconds)
    {
        var second = milliseconds / 1_000;
        if (second <= _second) return;
        (_before, _now, _second) = (second == _second + 1 ? _now : 0, 0, second);
    }
}
