using NodaTime;

namespace EvidenceVault.Domain.Identity;

/// <summary>A value that was told for one instant or for several on end, with no other value told in between.</summary>
/// <param name="Value">The value.</param>
/// <param name="Since">The first instant it was told for.</param>
public sealed record DatedValue(string Value, Instant Since)
{
    /// <summary>The last instant it was told for; null: told for one only.</summary>
    public Instant? Last { get; init; }

    /// <summary>When the vault first recorded it; null: that was not kept.</summary>
    public Instant? RecordedAt { get; init; }

    /// <summary>The last instant it was told for.</summary>
    internal Instant End => Last ?? Since;
}

/// <summary>Values of which one holds at a time, as a name on a number that may change hands: by the instants they were told for, not by when they came.</summary>
/// <remarks>
/// Of a number that very many people are named on, as a switchboard, the first and the latest values are kept: <see cref="MostKept"/> in all. Which
/// these are does not rest on the order of telling where each value was told for one instant.
/// </remarks>
public static class DatedValues
{
    /// <summary>At most so many values are kept.</summary>
    public const int MostKept = 50;

    // Of these so many are the first, and the others the latest.
    private const int FirstKept = 10;

    /// <summary>The values with one more told; the same list where it says nothing new. Whatever the order of telling, the first and the last are the same.</summary>
    /// <param name="values">The values in the order of their instants.</param>
    /// <param name="value">What was told; null: nothing.</param>
    /// <param name="at">The instant it was told for.</param>
    /// <param name="recordedAt">When the vault recorded it; null: not known.</param>
    public static IReadOnlyList<DatedValue> Told(this IReadOnlyList<DatedValue> values, string? value, Instant at, Instant? recordedAt = null)
    {
        if (value is null || values.Any(v => v.Value == value && v.Since <= at && at <= v.End)) return values;
        var told = new DatedValue(value, at) { RecordedAt = recordedAt };
        var (before, after) = (values.Where(v => Precedes(v.End, v.Value, told)).ToList(), values.Where(v => !Precedes(v.Since, v.Value, told)).ToList());
        // Told in the midst of another, which was therefore told before and again after it.
        if (values.FirstOrDefault(v => Precedes(v.Since, v.Value, told) && !Precedes(v.End, v.Value, told)) is { } around)
        {
            before.Add(around with { Last = null });
            after.Insert(0, new DatedValue(around.Value, around.End) { RecordedAt = around.RecordedAt });
        }

        if (before is [.., var left] && left.Value == value) before[^1] = left with { Last = at };
        else if (after is [var right, ..] && right.Value == value) after[0] = told with { Last = right.End, RecordedAt = right.RecordedAt };
        else before.Add(told);
        var kept = Kept([.. before, .. after]);
        // One that is not kept may be told again and again: that says nothing new either.
        return kept.SequenceEqual(values) ? values : kept;
    }

    private static List<DatedValue> Kept(List<DatedValue> values)
    {
        while (values.Count > MostKept)
        {
            values.RemoveAt(FirstKept);
            // The same before and after one that is not kept: with none that is kept in between.
            var (left, right) = (values[FirstKept - 1], values[FirstKept]);
            if (left.Value != right.Value) continue;
            values[FirstKept - 1] = left with { Last = right.End, RecordedAt = left.RecordedAt is null || left.RecordedAt < right.RecordedAt ? left.RecordedAt : right.RecordedAt };
            values.RemoveAt(FirstKept);
        }

        return values;
    }

    // What was told for the same instant stands in one order, whatever came first.
    private static bool Precedes(Instant at, string value, DatedValue told) =>
        at < told.Since || (at == told.Since && string.CompareOrdinal(value, told.Value) < 0);
}
