namespace EvidenceVault.Domain.Judging.Structural;

/// <summary>A share of something counted.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Rate">The share, from 0 to 1; null: of nothing.</param>
/// <param name="Interval">Where the share of the whole lies that a sample was drawn from; null: everything was counted, so there is nothing to estimate.</param>
public sealed record Proportion(long Count, long Of, double? Rate, Interval? Interval)
{
    /// <summary>Of everything there is.</summary>
    public static Proportion OfAll(long count, long of) => new(count, of, of == 0 ? null : (double)count / of, null);

    /// <summary>Of a sample drawn at random.</summary>
    public static Proportion OfSample(long count, long of) => new(count, of, of == 0 ? null : (double)count / of, of == 0 ? null : Interval.Wilson95(count, of));
}

/// <summary>Where a share of the whole lies, going by a sample.</summary>
/// <param name="Low">At least, from 0 to 1.</param>
/// <param name="High">At most, from 0 to 1.</param>
public sealed record Interval(double Low, double High)
{
    // The 97.5th percentile of the standard normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The 95 % interval of Wilson: unlike the textbook one it stays within 0 and 1, and holds for few and for rare things.</summary>
    /// <param name="count">How many of the sample.</param>
    /// <param name="of">How many the sample holds: one or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample, or more are counted than it holds.</exception>
    public static Interval Wilson95(long count, long of)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(of, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        var share = (double)count / of;
        var wide = 1 + Z * Z / of;
        var middle = (share + Z * Z / (2 * of)) / wide;
        var half = Z / wide * Math.Sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
        // At the ends the interval touches them; what is left is rounding.
        return new(count == 0 ? 0 : middle - half, count == of ? 1 : middle + half);
    }
}
