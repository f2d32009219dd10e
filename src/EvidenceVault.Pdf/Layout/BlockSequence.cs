namespace EvidenceVault.Pdf.Layout;

/// <summary>Draws blocks as they come, but holds headings back until it is known what follows, so that none stands alone at a page's foot.</summary>
internal sealed class BlockSequence(Flow flow)
{
    private readonly List<HeadingBlock> _held = [];

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
        if (block is HeadingBlock heading)
        {
            _held.Add(heading);
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
        flow.Gap(_held[0].GapBefore);
        var together = _held.Sum(heading => heading.LeadHeight(flow)) + following;
        flow.Ensure(Math.Min(together, flow.PageCapacity));
        foreach (var heading in _held)
            heading.Draw(flow);
        _held.Clear();
    }
}
