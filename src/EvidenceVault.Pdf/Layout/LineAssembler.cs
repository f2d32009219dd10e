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
            if (i > start && words[i].Joint == Joint.Space)
                AppendSpace(parts, typesetter, style);
            foreach (var fragment in words[i].Fragments)
                Append(parts, fragment);
        }

        var trailing = 0.0;
        if (end < words.Count && parts.Count > 0)
            trailing = AppendEnd(parts, words[end].Joint, typesetter, style);
        var fragments = parts.Select(part => typesetter.MakeFragment(part.Text, part.Like.Source, part.Like.Style)).ToList();
        return new TextLine(fragments, fragments.Sum(fragment => fragment.Width) - trailing);
    }

    private static void Append(List<(string Text, Fragment Like)> parts, Fragment fragment)
    {
        if (parts.Count > 0 && ReferenceEquals(parts[^1].Like.Source, fragment.Source) && parts[^1].Like.Style == fragment.Style)
            parts[^1] = (parts[^1].Text + fragment.Text, fragment);
        else
            parts.Add((fragment.Text, fragment));
    }

    private static void AppendSpace(List<(string Text, Fragment Like)> parts, Typesetter typesetter, TextStyle style)
    {
        if (parts.Count > 0 && !parts[^1].Like.IsChip)
            parts[^1] = (parts[^1].Text + " ", parts[^1].Like);
        else
            parts.Add((" ", typesetter.MakeFragment(" ", " ", style)));
    }

    /// <returns>The width of what was added and does not show.</returns>
    private static double AppendEnd(List<(string Text, Fragment Like)> parts, Joint joint, Typesetter typesetter, TextStyle style)
    {
        if (joint == Joint.SoftHyphen)
            parts[^1] = (parts[^1].Text + "-", parts[^1].Like);
        if (joint is not (Joint.Space or Joint.LineFeed))
            return 0;
        AppendSpace(parts, typesetter, style);
        var like = parts[^1].Like.Style;
        return typesetter.Shape(like, " ").WidthAt(like.Size);
    }
}
