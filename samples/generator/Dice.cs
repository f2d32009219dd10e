namespace EvidenceVault.Samples.Generator;

/// <summary>Chance with a seed of its own per use, so that a change in one place does not change all the rest.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Between(int from, int to) => _random.Next(from, to + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public TimeSpan Minutes(int from, int to) => TimeSpan.FromSeconds(_random.Next(from * 60, to * 60));

    public DateTime Day(DateTime from, DateTime to) => from.Date.AddDays(_random.Next(Math.Max(1, (to.Date - from.Date).Days)));

    /// <summary>A time at which a person fills in a form.</summary>
    public DateTime PersonalTime(DateTime day) => day.Date.AddHours(_random.Next(8, 22)).AddSeconds(_random.Next(3600));

    /// <summary>A time at which a call centre rings people, on or after that day: more in the evening, few on Saturdays.</summary>
    public DateTime CallingTime(DateTime day)
    {
        day = day.Date;
        while (!DutchTime.IsCallingDay(day) || (day.DayOfWeek == DayOfWeek.Saturday && !Chance(0.35)))
            day = day.AddDays(1);
        var short_ = (day.Month, day.Day) is (5, 4) or (12, 5) or (12, 24);
        var slot = day.DayOfWeek == DayOfWeek.Saturday ? (from: 610, to: 945) : _random.Next(100) switch
        {
            < 36 => (from: 565, to: 755),
            < 66 => (from: 785, to: 1020),
            _ => short_ ? (from: 785, to: 1080) : (from: 1050, to: 1235),
        };
        return day.AddSeconds(_random.Next(slot.from * 60, slot.to * 60));
    }
}
