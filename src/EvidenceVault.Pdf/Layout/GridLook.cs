using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>How the rows of a grid are set. The padding stands above and below the text of each row.</summary>
internal sealed record GridLook(TextStyle Cell, TextStyle Head, double Padding);
