namespace EvidenceVault.Pdf.Layout;

/// <summary>Blocks that stand on one page, if they fit on one at all.</summary>
internal sealed class GroupBlock(IReadOnlyList<Block> blocks) : Block
{
    public override double LeadHeight(Flow flow) => BlockSequence.Measure(flow, blocks, flow.Width);

    public override void Draw(Flow flow)
    {
        var height = LeadHeight(flow);
        if (height <= flow.PageCapacity)
            flow.Ensure(height);
        BlockSequence.Draw(flow, blocks);
    }
}
