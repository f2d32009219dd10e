using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>A row broken into lines.</summary>
internal sealed record GridRow(IReadOnlyList<GridCell> Cells, double Leading, double Padding)
{
    /// <summary>Whether the row is a title, which stays with the row after it.</summary>
    public bool IsGroup { get; init; }

    public double Height { get; } = Math.Max(1, Cells.Max(cell => cell.Lines.Count)) * Leading + 2 * Padding;
}

/// <summary>A cell broken into lines, with its place in the row.</summary>
internal sealed record GridCell(IReadOnlyList<TextLine> Lines, TextStyle Style, double Offset, double Width, Alignment Alignment)
{
    /// <summary>The attributes of a header cell; null for an ordinary one.</summary>
    public string? HeaderAttributes { get; init; }
}
