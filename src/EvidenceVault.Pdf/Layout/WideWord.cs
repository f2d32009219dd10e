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
            foreach (var text in new Parts(typesetter, fragment, lineWidth).Texts())
            {
                yield return new Word(joint, space, [typesetter.MakeFragment(text, fragment.Source, fragment.Style)]);
                (joint, space) = (JointWithin(fragment), null);
            }
        }
    }

    private static Joint JointWithin(Fragment fragment) =>
        !fragment.Source.IsMono && !fragment.IsChip && fragment.Text.All(char.IsLetter) ? Joint.SoftHyphen : Joint.Seamless;

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

    /// <summary>The parts of one fragment. Each is measured as it will stand: shaped alone, since letters apart are not kerned.</summary>
    private sealed class Parts(Typesetter typesetter, Fragment fragment, double lineWidth)
    {
        private readonly string _text = fragment.Run.Original is null ? fragment.Text : fragment.Run.Text;

        public IEnumerable<string> Texts()
        {
            var start = 0;
            foreach (var end in Ends())
            {
                if (end <= start || (!IsPartEnd(_text, start, end) && Fits(start, end)))
                    continue;
                foreach (var piece in Pieces(start, end))
                    yield return piece;
                start = end;
            }
        }

        /// <summary>The part itself, or single clusters where even that is too wide.</summary>
        private IEnumerable<string> Pieces(int start, int end)
        {
            if (Fits(start, end))
            {
                yield return _text[start..end];
                yield break;
            }

            foreach (var cut in Ends().Where(cut => cut > start && cut <= end))
            {
                yield return _text[start..cut];
                start = cut;
            }
        }

        private IEnumerable<int> Ends() =>
            fragment.Run.Clusters.Distinct().Where(cluster => cluster > 0 && !char.IsLowSurrogate(_text[cluster])).Append(_text.Length);

        private bool Fits(int start, int end) =>
            typesetter.MakeFragment(_text[start..end], fragment.Source, fragment.Style).Width <= lineWidth;
    }
}
