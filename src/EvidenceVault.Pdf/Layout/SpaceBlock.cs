namespace EvidenceVault.Pdf.Layout;

/// <summary>Blank space, or a thin rule.</summary>
internal sealed class SpaceBlock(double height, bool hasRule) : Block
{
    public override double LeadHeight(Flow flow) => height;

    public override void Draw(Flow flow)
    {
        if (!hasRule)
        {
            flow.Gap(height);
            return;
        }

        flow.Gap(height / 2);
        var y = flow.Take(0.5);
        flow.Canvas.BeginArtifact();
        flow.Canvas.Line(flow.Left, y, flow.Left + flow.Width, y, 0.5, flow.Theme.Hairline);
        flow.Canvas.EndArtifact();
        flow.Gap(height / 2);
    }
}
