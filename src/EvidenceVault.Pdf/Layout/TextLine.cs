namespace EvidenceVault.Pdf.Layout;

/// <summary>A line of text that is ready to be drawn. The width leaves out the space at its end.</summary>
internal sealed record TextLine(IReadOnlyList<Fragment> Fragments, double Width);
