namespace EvidenceVault.Cli.Ledger;

/// <summary>
/// Holds what events say of when they were recorded against where they stand: the ledger takes them in the order in which they come, within moments, and so do the numbers that the store gives out.
/// Whoever puts a fact of last year among those of today is told apart by that, whichever stream it is in.
/// </summary>
/// <param name="findings">Where it is told.</param>
/// <param name="lastNumber">The last number that the store gave out; null: it is not known.</param>
public sealed class RecordedOrder(List<Finding> findings, long? lastNumber = null)
{
    /// <summary>How far clocks of servers, and transactions that take long, may bring events out of their order.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int MostNamed = 1_000;

    // By when which number of the store had been given out, rising.
    private readonly List<(long Number, DateTime At)> _numbers = [];
    private DateTime _latest = DateTime.MinValue;
    private int _named;

    /// <summary>Takes the next one, in the order of the ledger.</summary>
    /// <param name="at">When it says it was recorded, and who says so.</param>
    /// <param name="signedAt">When the first checkpoint that covers it was signed; null: none does, or that is not known.</param>
    public void Next(in RecordedAt at, DateTime? signedAt)
    {
        // Failed appends leave these, of no time, and nothing reads them.
        if (at is { Type: "tombstone", Stream: "mt_tombstone" }) return;
        if (lastNumber is { } last && (at.Number > last || at.Number < 1)) Tell("inserted", "The event has a number that the store never gave out: it was written past the vault.", at);
        if (at.Time == DateTime.MinValue || at.Time == DateTime.MaxValue) Tell("dated-back", "The event says no time at which it was recorded.", at);
        else if (signedAt is { } signed && at.Time.Ticks > signed.Ticks + Tolerance.Ticks) Tell("dated-ahead", $"The event says it was recorded at {at.Time:O}, and a checkpoint that covers it was signed at {signed:O}.", at);
        else if (at.Time.Ticks < _latest.Ticks - Tolerance.Ticks) Tell("dated-back", $"The event says it was recorded at {at.Time:O}, and came into the ledger after one that was recorded at {_latest:O}.", at);
        else Place(at);
    }

    private void Place(in RecordedAt at)
    {
        if (at.Time > _latest) _latest = at.Time;
        if (at.Number is not { } number || number > lastNumber) return;
        if (_numbers.Count == 0 || number > _numbers[^1].Number)
        {
            // One a minute tells enough.
            if (_numbers.Count > 0 && _latest - _numbers[^1].At < TimeSpan.FromMinutes(1)) _numbers[^1] = (number, _numbers[^1].At);
            else _numbers.Add((number, _latest));
            return;
        }

        var given = _numbers[First(number)].At;
        if (at.Time.Ticks > given.Ticks + (2 * Tolerance.Ticks)) Tell("inserted", $"The event has a number of the store that was given out by {given:O}, and says it was recorded at {at.Time:O}: it was put among earlier ones.", at);
    }

    // The first step by which the number had been given out.
    private int First(long number)
    {
        var (low, high) = (0, _numbers.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_numbers[middle].Number >= number) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private void Tell(string kind, string detail, in RecordedAt at)
    {
        // A clock that was wrong for a day shows in every event of that day.
        if (_named++ < MostNamed) findings.Add(new(kind, detail, at.Event, at.Leaf));
    }
}

/// <summary>What an event says of when it was recorded.</summary>
/// <param name="Event">Its id.</param>
/// <param name="Leaf">Its leaf; null: it waits for it.</param>
/// <param name="Number">Its number in the store; null: that is not known.</param>
/// <param name="Time">When it says it was recorded.</param>
/// <param name="Type">Its type.</param>
/// <param name="Stream">Its stream.</param>
public readonly record struct RecordedAt(Guid Event, long? Leaf, long? Number, DateTime Time, string Type, string Stream);
