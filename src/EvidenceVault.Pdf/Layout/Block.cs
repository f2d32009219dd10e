namespace EvidenceVault.Pdf.Layout;

/// <summary>A part of a document that can be drawn where a flow stands.</summary>
internal abstract class Block
{
    /// <summary>Whether the block may not stand at the foot of a page without what follows it.</summary>
    public virtual bool StaysWithNext => false;

    public abstract void Draw(Flow flow);

    /// <summary>The height that must stand on the same page as what stays with this block.</summary>
    public abstract double LeadHeight(Flow flow);
}
