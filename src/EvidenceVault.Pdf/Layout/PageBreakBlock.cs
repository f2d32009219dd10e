namespace EvidenceVault.Pdf.Layout;

/// <summary>Ends the page.</summary>
internal sealed class PageBreakBlock : Block
{
    public override double LeadHeight(Flow flow) => 0;

    public override void Draw(Flow flow) => flow.Close();
}
