using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>How the rows of a grid are set. The padding stands above and below the text of each row.</summary>
internal sealed record GridLook(TextStyle Cell, TextStyle Head, double Padding)
{
    private const double MonoScale = 0.93;

    public TextStyle StyleOf(Column column, Theme theme)
    {
        var style = column.IsMuted ? Cell with { Color = theme.Muted } : Cell;
        return column.IsMono ? style with { Face = Typefaces.Mono, Size = style.Size * MonoScale } : style;
    }
}
