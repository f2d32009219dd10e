using System.Collections;
using System.Runtime.CompilerServices;

namespace EvidenceVault.Pdf;

/// <summary>
/// Text made of stretches in different styles. A string, an <see cref="Inline"/> and a collection expression all convert to it:
/// <c>"plain"</c>, <c>Inline.Bold("bold")</c>, <c>["plain ", Inline.Bold("bold"), "."]</c>.
/// </summary>
[CollectionBuilder(typeof(RichText), nameof(Create))]
public sealed class RichText : IEnumerable<Inline>
{
    private readonly Inline[] _inlines;

    private RichText(Inline[] inlines) => _inlines = inlines;

    /// <summary>No text at all.</summary>
    public static RichText Empty { get; } = new([]);

    /// <summary>Joins stretches of text.</summary>
    /// <param name="inlines">The stretches, in reading order.</param>
    /// <returns>The text.</returns>
    public static RichText Create(params ReadOnlySpan<Inline> inlines) => new(inlines.ToArray());

    /// <summary>Ordinary text.</summary>
    /// <param name="text">The text; null counts as empty.</param>
    public static implicit operator RichText(string? text) => string.IsNullOrEmpty(text) ? Empty : new([text]);

    /// <summary>Text of one style.</summary>
    /// <param name="inline">The text.</param>
    public static implicit operator RichText(Inline inline) => new([inline]);

    /// <summary>The text without its styles.</summary>
    /// <returns>The stretches, joined.</returns>
    public override string ToString() => string.Concat(_inlines.Select(inline => inline.Text));

    /// <inheritdoc/>
    public IEnumerator<Inline> GetEnumerator() => ((IEnumerable<Inline>)_inlines).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
