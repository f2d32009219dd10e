using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>
/// Joins the words of a line into as few runs as their styles allow. A line that ends at a space keeps it, invisibly, since readers
/// would otherwise join the words around the break.
/// </summary>
internal static class LineAssembler
{
    public static TextLine Assemble(Typesetter typesetter, IReadOnlyList<Word> words, Range range, TextStyle style)
    {
        var (start, end) = (range.Start.Value, range.End.Value);
        var parts = new List<(string Text, Fragment Like)>();
        for (var i = start; i < end; i++)
        {
            if (i > start && words[i].Space is { } space)
                Append(parts, space);
            foreach (var fragment in words[i].Fragments)
                Append(parts, fragment);
        }

        var trailing = 0.0;
        if (end < words.Count && parts.Count > 0)
            trailing = AppendEnd(parts, words[end], typesetter, style);
        var fragments = parts.Select(part => typesetter.MakeFragment(part.Text, part.Like.Source, part.Like.Style)).ToList();
        if (end < words.Count && words[end].Joint == Joint.SoftHyphen)
            fragments[^1] = WithSoftHyphen(fragments[^1]);
        return new TextLine(fragments, fragments.Sum(fragment => fragment.Width) - trailing);
    }

    /// <summary>Says that the hyphen at the end stands for a soft one, so that the word is read whole.</summary>
    private static Fragment WithSoftHyphen(Fragment fragment)
    {
        var said = (fragment.Run.Original ?? fragment.Text)[..^1] + "\u00AD";
        return fragment with { Run = fragment.Run with { Original = said } };
    }

    private static void Append(List<(string Text, Fragment Like)> parts, Fragment fragment)
    {
        if (parts.Count > 0 && ReferenceEquals(parts[^1].Like.Source, fragment.Source) && parts[^1].Like.Style == fragment.Style)
            parts[^1] = (parts[^1].Text + fragment.Text, fragment);
        else
            parts.Add((fragment.Text, fragment));
    }

    /// <returns>The width of what was added and does not show.</returns>
    private static double AppendEnd(List<(string Text, Fragment Like)> parts, Word next, Typesetter typesetter, TextStyle style)
    {
        if (next.Joint == Joint.SoftHyphen)
            parts[^1] = (parts[^1].Text + "-", parts[^1].Like);
        if (next.Joint is not (Joint.Space or Joint.LineFeed))
            return 0;
        var space = next.Space ?? typesetter.MakeFragment(" ", parts[^1].Like.IsChip ? " " : parts[^1].Like.Source, style);
        Append(parts, space);
        return space.Width;
    }
}
