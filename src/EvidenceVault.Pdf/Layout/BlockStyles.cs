using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>The text styles of the blocks, from a theme.</summary>
internal sealed class BlockStyles(Theme theme)
{
    public TextStyle Body { get; } = new(Typefaces.Regular, theme.BodySize, Math.Round(theme.BodySize * 1.5, 1), theme.Ink);

    public TextStyle Lead { get; } = new(Typefaces.Regular, theme.BodySize * 1.25, Math.Round(theme.BodySize * 1.85, 1), theme.Ink);

    public TextStyle Small { get; } = new(Typefaces.Regular, theme.BodySize * 0.84, Math.Round(theme.BodySize * 1.2, 1), theme.Muted);

    public TextStyle Cell { get; } = new(Typefaces.Regular, theme.TableSize, Math.Round(theme.TableSize * 1.4, 1), theme.Ink);

    public TextStyle CellHead { get; } = new(Typefaces.Strong, theme.TableSize * 0.95, Math.Round(theme.TableSize * 1.32, 1), theme.Ink);

    public TextStyle Caption { get; } = new(Typefaces.Strong, theme.BodySize * 0.9, Math.Round(theme.BodySize * 1.35, 1), theme.Ink);

    public TextStyle Running { get; } = new(Typefaces.Regular, 7.6, 10, theme.Muted);

    public TextStyle ChartLabel { get; } = new(Typefaces.Regular, 7.2, 9.6, theme.Ink);

    public TextStyle ChartAxis { get; } = new(Typefaces.Regular, 7.2, 9.6, theme.Muted);

    public TextStyle Heading(int level) => level switch
    {
        1 => new TextStyle(Typefaces.Strong, 18, 24, theme.Ink),
        2 => new TextStyle(Typefaces.Strong, 12.6, 18, theme.Accent),
        _ => new TextStyle(Typefaces.Strong, 10.2, 15, theme.Ink),
    };
}
