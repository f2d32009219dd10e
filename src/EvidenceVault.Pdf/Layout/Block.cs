namespace EvidenceVault.Pdf.Layout;

/// <summary>A part of a document that can be drawn where a flow stands.</summary>
internal abstract class Block
{
    public abstract void Draw(Flow flow);

    /// <summary>The height that must stand on the same page as a heading before this block.</summary>
    public abstract double LeadHeight(Flow flow);
}
