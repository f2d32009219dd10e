namespace EvidenceVault.Pdf.Layout;

/// <summary>
/// Optimal-fit line breaking: of all ways to break a paragraph, takes the one whose lines are most alike in length. The last line is free,
/// but should not be a single short word.
/// </summary>
internal static class LineBreaker
{
    private const double HyphenPenalty = 0.04;
    private const double SeamlessPenalty = 0.01;
    private const double LonelyEndPenalty = 0.05;
    private const double LonelyEndShare = 0.12;

    /// <summary>Rounding must not push a word that just fits to the next line.</summary>
    private const double Tolerance = 0.01;

    public static List<Range> Break(IReadOnlyList<Word> words, double width)
    {
        var lines = new List<Range>();
        for (var start = 0; start < words.Count;)
        {
            var end = start + 1;
            while (end < words.Count && words[end].Joint != Joint.LineFeed)
                end++;
            AddLines(lines, words, start, end, width);
            start = end;
        }

        return lines;
    }

    private static void AddLines(List<Range> lines, IReadOnlyList<Word> words, int start, int end, double width)
    {
        var costs = new double[end - start + 1];
        var nexts = new int[end - start];
        for (var first = end - 1; first >= start; first--)
            (costs[first - start], nexts[first - start]) = BestFrom(words, first, end, width, next => costs[next - start]);
        for (var first = start; first < end; first = nexts[first - start])
            lines.Add(first..nexts[first - start]);
    }

    private static (double Cost, int Next) BestFrom(IReadOnlyList<Word> words, int first, int end, double width, Func<int, double> costFrom)
    {
        var best = (Cost: double.MaxValue, Next: first + 1);
        var length = 0.0;
        for (var next = first + 1; next <= end; next++)
        {
            var added = words[next - 1];
            length += added.Width + (next - 1 == first ? 0 : added.JointWidth);
            if (length > width + Tolerance && next > first + 1)
                break;
            var cost = LineCost(words, next, end, length, width) + costFrom(next);
            if (cost < best.Cost)
                best = (cost, next);
        }

        return best;
    }

    private static double LineCost(IReadOnlyList<Word> words, int next, int end, double length, double width)
    {
        if (next == end)
            return length < LonelyEndShare * width ? LonelyEndPenalty : 0;
        var slack = Math.Max(0, width - length) / width;
        var penalty = words[next].Joint switch
        {
            Joint.SoftHyphen => HyphenPenalty,
            Joint.Seamless => SeamlessPenalty,
            _ => 0,
        };
        return slack * slack + penalty;
    }
}
