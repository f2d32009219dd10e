using System.Collections;
using System.Runtime.CompilerServices;

namespace EvidenceVault.Pdf;

/// <summary>A row of a table; <c>["text", Inline.Chip("label", Tone.Good), ["rich ", Inline.Bold("text")]]</c> converts to one.</summary>
[CollectionBuilder(typeof(Row), nameof(Create))]
public sealed class Row : IEnumerable<RichText>
{
    private readonly RichText[] _cells;

    private Row(RichText[] cells, bool isGroup) => (_cells, IsGroup) = (cells, isGroup);

    /// <summary>Whether the row's only cell spans all columns and stands as a title over the rows that follow.</summary>
    public bool IsGroup { get; }

    /// <summary>The number of cells.</summary>
    public int Count => _cells.Length;

    /// <summary>A cell.</summary>
    /// <param name="index">Its column, from 0. Cells that are not there are empty.</param>
    public RichText this[int index] => index < _cells.Length ? _cells[index] : RichText.Empty;

    /// <summary>Makes a row from its cells.</summary>
    /// <param name="cells">The cells, in the order of the columns; the last ones may be left out.</param>
    /// <returns>The row.</returns>
    public static Row Create(params ReadOnlySpan<RichText> cells) => new(cells.ToArray(), false);

    /// <summary>Makes a row that is a title over the rows that follow.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The row.</returns>
    public static Row Group(RichText title) => new([title], true);

    /// <inheritdoc/>
    public IEnumerator<RichText> GetEnumerator() => ((IEnumerable<RichText>)_cells).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
