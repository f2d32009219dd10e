namespace EvidenceVault.Pdf.Layout;

/// <summary>Draws blocks as they come, but holds back those that stay with the next, such as headings, until it is known what follows.</summary>
internal sealed class BlockSequence(Flow flow)
{
    private readonly List<Block> _held = [];

    public static void Draw(Flow flow, IEnumerable<Block> blocks)
    {
        var sequence = new BlockSequence(flow);
        foreach (var block in blocks)
            sequence.Add(block);
        sequence.Flush();
    }

    /// <summary>The height of blocks, if they were never broken over pages.</summary>
    public static double Measure(Flow flow, IEnumerable<Block> blocks, double width)
    {
        var measuring = flow.ForMeasuring(width);
        Draw(measuring, blocks);
        return measuring.Y;
    }

    public void Add(Block block)
    {
        if (block.StaysWithNext)
        {
            (block as HeadingBlock)?.Follow(_held.LastOrDefault() as HeadingBlock);
            _held.Add(block);
            return;
        }

        if (_held.Count > 0)
            DrawHeld(block.LeadHeight(flow));
        block.Draw(flow);
    }

    public void Flush()
    {
        if (_held.Count > 0)
            DrawHeld(0);
    }

    private void DrawHeld(double following)
    {
        var together = _held.Sum(block => block.LeadHeight(flow)) + following;
        if (_held[0] is HeadingBlock first)
            flow.Gap(first.GapBefore);
        flow.Ensure(Math.Min(together, flow.PageCapacity));
        foreach (var block in _held)
            block.Draw(flow);
        _held.Clear();
    }
}
