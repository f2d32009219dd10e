namespace EvidenceVault.Pdf;

/// <summary>The weight a paragraph has in the document.</summary>
public enum ParagraphStyle
{
    /// <summary>Ordinary text.</summary>
    Body,

    /// <summary>Larger, for the one or two sentences that matter most.</summary>
    Lead,

    /// <summary>Smaller and grey, for notes.</summary>
    Small,
}
