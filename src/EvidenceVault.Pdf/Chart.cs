namespace EvidenceVault.Pdf;

/// <summary>
/// A chart of amounts: a row for each thing measured, with a bar, or a point and the interval it lies in, along a common axis that begins at 0. Rows that do not fit on a
/// page go on on the next, below the same axis.
/// </summary>
/// <param name="Description">What the chart shows, for those who have it read out. Say what matters, not what it looks like.</param>
/// <param name="Rows">The rows, from top to bottom.</param>
public sealed record Chart(string Description, IReadOnlyList<ChartRow> Rows)
{
    /// <summary>Stands above the chart.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Where the axis ends; at a round number after the largest amount where null.</summary>
    public double? Most { get; init; }

    /// <summary>Writes an amount below the axis.</summary>
    public Func<double, string> Label { get; init; } = amount => amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether amounts come in whole numbers, so that the axis has no others.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What the colours mean.</summary>
    public IReadOnlyList<TimelineLegend> Legend { get; init; } = [];
}

/// <summary>A row of a chart.</summary>
/// <param name="Label">Stands to its left.</param>
public sealed record ChartRow(string Label)
{
    /// <summary>A title over this row and those that follow; none where empty.</summary>
    public string Group { get; init; } = "";

    /// <summary>The parts of a bar, from left to right. None is negative.</summary>
    public IReadOnlyList<ChartPart> Parts { get; init; } = [];

    /// <summary>A point with the interval it lies in; none where null.</summary>
    public ChartPoint? Point { get; init; }

    /// <summary>Stands to its right: the amount in figures.</summary>
    public string Value { get; init; } = "";
}

/// <summary>A part of a bar.</summary>
/// <param name="Amount">How long it is.</param>
/// <param name="Tone">What its colour means.</param>
public sealed record ChartPart(double Amount, Tone Tone);

/// <summary>A point with the interval it lies in.</summary>
/// <param name="Amount">Where it stands.</param>
/// <param name="Low">Where the interval begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Tone">What its colour means.</param>
public sealed record ChartPoint(double Amount, double Low, double High, Tone Tone);
