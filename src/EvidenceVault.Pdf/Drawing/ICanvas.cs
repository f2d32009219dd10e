using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>
/// What layout draws on. Lengths are points; y grows downward from the top of the page. Content belongs to the structure element that was
/// entered last; shapes outside a figure, and everything between artifact calls, is decoration.
/// </summary>
internal interface ICanvas
{
    void Text(double x, double baseline, TextStyle style, GlyphRun run);

    /// <summary>Text that is only known when the document is finished, set so that it ends at <paramref name="right"/>.</summary>
    void LaterText(double right, double baseline, TextStyle style, Func<string> text);

    void Fill(Box box, Rgb color, double radius = 0);

    void Line(double x1, double y1, double x2, double y2, double width, Rgb color);

    void Dot(double x, double y, double radius, Rgb color);

    /// <summary>A place in the drawing order, for <see cref="Underlay"/>. Undone by the end of the page.</summary>
    int Mark();

    /// <summary>Fills a box as decoration beneath everything drawn since a mark.</summary>
    void Underlay(int mark, Box box, Rgb color, double radius = 0);

    /// <summary>Makes a child of the present element and enters it.</summary>
    StructureElement Begin(StructureRole role, string? alternative = null, string? attributes = null);

    /// <summary>Leaves and closes the present element.</summary>
    void End();

    /// <summary>Goes back into an element that was left and not closed.</summary>
    void Enter(StructureElement element);

    /// <summary>Leaves the present element without closing it.</summary>
    void Leave();

    /// <summary>Closes an element that was left.</summary>
    void Close(StructureElement element);

    void BeginArtifact();

    void EndArtifact();

    void Bookmark(int level, string title, double y);

    /// <summary>Names a place.</summary>
    void Anchor(string name, double y);

    /// <summary>Makes an area lead to an anchor or an address; belongs to the present element, which should be a link.</summary>
    void Link(Box area, string? anchor, Uri? address, string description);

    /// <summary>The number of the page an anchor stands on, for use when the document is finished.</summary>
    int PageOf(string anchor);
}
