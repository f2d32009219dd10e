namespace EvidenceVault.Pdf;

/// <summary>A line of a table of contents.</summary>
/// <param name="Level">1 for the top level; deeper levels are indented.</param>
/// <param name="Text">The title.</param>
/// <param name="Anchor">The anchor of the heading it leads to, which must exist when the document is finished.</param>
public sealed record ContentsEntry(int Level, string Text, string Anchor);
