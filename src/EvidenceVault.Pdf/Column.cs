namespace EvidenceVault.Pdf;

/// <summary>A column of a table: its title, its width and how its cells are set.</summary>
public sealed record Column
{
    private Column(string title, double points, double part, Alignment alignment) =>
        (Title, Points, Part, Alignment) = (title, points, part, alignment);

    /// <summary>The title, repeated on every page. May hold soft hyphens.</summary>
    public string Title { get; }

    /// <summary>Where the title and the cells stand.</summary>
    public Alignment Alignment { get; }

    /// <summary>Whether the cells are set in the typewriter face.</summary>
    public bool IsMono { get; init; }

    /// <summary>Whether the cells are set in grey.</summary>
    public bool IsMuted { get; init; }

    /// <summary>Whether the cells name their rows, for those who have the table read out.</summary>
    public bool IsRowHeader { get; init; }

    /// <summary>Whether the width follows from the contents; <see cref="Points"/> is then the most it may be.</summary>
    internal bool IsFitted { get; init; }

    /// <summary>Fixed width in points; 0 where the column takes a part of what is left.</summary>
    internal double Points { get; init; }

    internal double Part { get; }

    /// <summary>A column of a fixed width. Where the fixed widths together leave too little room, all shrink in proportion.</summary>
    /// <param name="title">The title.</param>
    /// <param name="points">The width in points, without the space between columns.</param>
    /// <param name="alignment">Where its text stands.</param>
    /// <returns>The column.</returns>
    public static Column Fixed(string title, double points, Alignment alignment = Alignment.Left)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        return new Column(title, points, 0, alignment);
    }

    /// <summary>A column as wide as its title and the cells of the first 200 rows need on one line.</summary>
    /// <param name="title">The title.</param>
    /// <param name="atMost">The widest it may be, in points.</param>
    /// <param name="alignment">Where its text stands.</param>
    /// <returns>The column.</returns>
    public static Column Fit(string title, double atMost = 120, Alignment alignment = Alignment.Left) =>
        Fixed(title, atMost, alignment) with { IsFitted = true };

    /// <summary>A column that takes a part of the width the fixed ones leave.</summary>
    /// <param name="title">The title.</param>
    /// <param name="part">Its part, against the parts of the others.</param>
    /// <param name="alignment">Where its text stands.</param>
    /// <returns>The column.</returns>
    public static Column Share(string title, double part = 1, Alignment alignment = Alignment.Left)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(part);
        return new Column(title, 0, part, alignment);
    }
}
