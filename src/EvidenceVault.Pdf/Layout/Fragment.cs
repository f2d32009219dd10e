using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A part of a word, or of a line, in one style.</summary>
internal sealed record Fragment(string Text, Inline Source, TextStyle Style, GlyphRun Run)
{
    /// <summary>Blank space inside a chip, on each side of its text.</summary>
    public const double ChipPadding = 4;

    public bool IsChip => Source.IsChip;

    public double Width => Run.WidthAt(Style.Size) + (IsChip ? 2 * ChipPadding : 0);
}
