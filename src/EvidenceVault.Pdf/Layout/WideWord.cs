using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>
/// Breaks a word that is wider than a line, such as a hash or an address: after punctuation where it has any, and otherwise every four
/// characters; a word of letters gets a hyphen where it breaks. Letters that were shaped together stay together.
/// </summary>
internal static class WideWord
{
    private const int CharactersPerPart = 4;
    private const int LongestPart = 24;

    public static IEnumerable<Word> Split(Typesetter typesetter, Word word, double lineWidth)
    {
        var (joint, space) = (word.Joint, word.Space);
        foreach (var fragment in word.Fragments)
        {
            foreach (var text in Parts(fragment, lineWidth))
            {
                yield return new Word(joint, space, [typesetter.MakeFragment(text, fragment.Source, fragment.Style)]);
                (joint, space) = (JointWithin(fragment), null);
            }
        }
    }

    private static Joint JointWithin(Fragment fragment) =>
        !fragment.Source.IsMono && !fragment.IsChip && fragment.Text.All(char.IsLetter) ? Joint.SoftHyphen : Joint.Seamless;

    private static IEnumerable<string> Parts(Fragment fragment, double lineWidth)
    {
        var available = fragment.IsChip ? lineWidth - 2 * Fragment.ChipPadding : lineWidth;
        var text = fragment.Run.Original is null ? fragment.Text : fragment.Run.Text;
        var start = 0;
        foreach (var end in Ends(fragment.Run, text))
        {
            if (end <= start)
                continue;
            if (WidthBetween(fragment, start, end) <= available && !IsPartEnd(text, start, end))
                continue;
            foreach (var part in Pieces(fragment, text, start, end, available))
                yield return part;
            start = end;
        }

        if (start < text.Length)
            yield return text[start..];
    }

    /// <summary>The part itself, or single clusters where even that is too wide.</summary>
    private static IEnumerable<string> Pieces(Fragment fragment, string text, int start, int end, double available)
    {
        if (WidthBetween(fragment, start, end) <= available)
        {
            yield return text[start..end];
            yield break;
        }

        foreach (var cut in Ends(fragment.Run, text).Where(cut => cut > start && cut <= end))
        {
            yield return text[start..cut];
            start = cut;
        }
    }

    private static bool IsPartEnd(string text, int start, int end) =>
        end == text.Length
        || BreakPlaces.IsGoodInLongWord(text[end - 1])
        || (end - start >= CharactersPerPart && !HasGoodBreakAhead(text, start, end))
        || end - start >= LongestPart;

    private static bool HasGoodBreakAhead(string text, int start, int end)
    {
        for (var i = end; i < Math.Min(text.Length, start + LongestPart); i++)
        {
            if (BreakPlaces.IsGoodInLongWord(text[i]))
                return true;
        }

        return false;
    }

    private static IEnumerable<int> Ends(GlyphRun run, string text) =>
        run.Clusters.Distinct().Where(cluster => cluster > 0 && !char.IsLowSurrogate(text[cluster])).Append(text.Length);

    private static double WidthBetween(Fragment fragment, int start, int end)
    {
        var run = fragment.Run;
        var units = 0;
        for (var i = 0; i < run.Glyphs.Length; i++)
        {
            if (run.Clusters[i] >= start && run.Clusters[i] < end)
                units += run.Advances[i];
        }

        return units * fragment.Style.Size / run.Face.UnitsPerEm;
    }
}
