using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>A canvas that draws nothing, for finding out how high something is.</summary>
internal sealed class MeasuringCanvas : ICanvas
{
    private static readonly StructureElement Nothing = new(StructureRole.Div, 0, null);

    public static MeasuringCanvas Instance { get; } = new();

    public void Text(double x, double baseline, TextStyle style, GlyphRun run)
    {
    }

    public void LaterText(double right, double baseline, TextStyle style, Func<string> text)
    {
    }

    public void Fill(Box box, Rgb color, double radius = 0)
    {
    }

    public void Line(double x1, double y1, double x2, double y2, double width, Rgb color)
    {
    }

    public void Dot(double x, double y, double radius, Rgb color)
    {
    }

    public int Mark() => 0;

    public void Underlay(int mark, Box box, Rgb color, double radius = 0)
    {
    }

    public StructureElement Begin(StructureRole role, string? alternative = null, string? attributes = null) => Nothing;

    public void End()
    {
    }

    public void Enter(StructureElement element)
    {
    }

    public void Leave()
    {
    }

    public void Close(StructureElement element)
    {
    }

    public void BeginArtifact()
    {
    }

    public void EndArtifact()
    {
    }

    public void Bookmark(int level, string title, double y)
    {
    }

    public void Anchor(string name, double y)
    {
    }

    public void Link(Box area, string? anchor, Uri? address, string description)
    {
    }

    public int PageOf(string anchor) => 1;
}
