namespace EvidenceVault.Pdf;

/// <summary>
/// A chart of what happened when. Times are wall-clock times as they should read; their kind is ignored. The axis shows hours, days, weeks,
/// months or years by the time it spans.
/// </summary>
/// <param name="Description">What the chart shows, for those who have it read out. Say what matters, not what it looks like.</param>
/// <param name="Lanes">The lanes, from top to bottom.</param>
public sealed record Timeline(string Description, IReadOnlyList<TimelineLane> Lanes)
{
    /// <summary>Stands above the chart.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Where the axis begins; a little before the first thing on it where null.</summary>
    public DateTime? From { get; init; }

    /// <summary>Where the axis ends; a little after the last thing on it where null.</summary>
    public DateTime? To { get; init; }

    /// <summary>What the colours mean.</summary>
    public IReadOnlyList<TimelineLegend> Legend { get; init; } = [];
}

/// <summary>A lane of a timeline.</summary>
/// <param name="Label">Stands to its left.</param>
public sealed record TimelineLane(string Label)
{
    /// <summary>Things that last. Those that overlap are set below each other.</summary>
    public IReadOnlyList<TimelineBar> Bars { get; init; } = [];

    /// <summary>Things that happen at one moment.</summary>
    public IReadOnlyList<TimelineMark> Marks { get; init; } = [];
}

/// <summary>Something that lasts.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; null where it goes on.</param>
/// <param name="Label">Stands in the bar or beside it; none where null.</param>
/// <param name="Tone">What its colour means.</param>
public sealed record TimelineBar(DateTime From, DateTime? To, string? Label, Tone Tone);

/// <summary>Something that happens at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Label">Stands near it; none where null.</param>
/// <param name="Tone">What its colour means.</param>
public sealed record TimelineMark(DateTime At, string? Label, Tone Tone);

/// <summary>What a colour of a timeline means.</summary>
/// <param name="Tone">The colour.</param>
/// <param name="Text">Its meaning.</param>
/// <param name="IsMark">Whether it is shown as a mark rather than a bar.</param>
public sealed record TimelineLegend(Tone Tone, string Text, bool IsMark = false);
