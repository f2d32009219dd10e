using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>Draws on the pages of a document, one after another; a page is written as soon as it ends.</summary>
internal sealed class PageCanvas : ICanvas
{
    private readonly DocumentParts _parts;
    private readonly ContentStream _content = new();
    private readonly Tagging _tagging;
    private readonly List<int> _annotations = [];
    private readonly List<int> _forms = [];
    private double _width;
    private double _height;
    private int _page;
    private int _parent;
    private int _structureKey;

    public PageCanvas(DocumentParts parts)
    {
        _parts = parts;
        _tagging = new Tagging(parts.Structure, _content);
    }

    public void BeginPage(double width, double height)
    {
        (_width, _height) = (width, height);
        (_page, _parent) = _parts.Pages.Add();
        _structureKey = _parts.Structure.ReserveKey();
        _annotations.Clear();
        _annotations.AddRange(_parts.TakeFirstPageAnnotations());
        _forms.Clear();
        _content.Start(height);
        _tagging.StartPage(_page);
    }

    public void EndPage()
    {
        _tagging.Close();
        var content = _parts.Writer.WriteStream("", _content.Written);
        _parts.Structure.SetParents(_structureKey, _parts.Writer.Write(PdfSyntax.References(_tagging.Owners)));
        var page = new ByteBuffer().Raw("<</Type/Page/Parent "u8).Reference(_parent);
        page.Raw("/MediaBox[0 0 "u8).Numbers(_width, _height).Raw("]/Resources<</Font "u8).Reference(_parts.Fonts.DictionaryId);
        if (_forms.Count > 0)
            page.Text("/XObject<<" + string.Concat(_forms.Select((form, index) => $"/X{index} {form} 0 R")) + ">>");
        page.Raw(">>/Contents "u8).Reference(content).Raw("/StructParents "u8).Integer(_structureKey).Raw("/Tabs/S"u8);
        if (_annotations.Count > 0)
            page.Text("/Annots" + PdfSyntax.References(_annotations));
        _parts.Writer.Write(page.Raw(">>"u8).Written, _page);
    }

    public void Text(double x, double baseline, TextStyle style, GlyphRun run)
    {
        if (run.Glyphs.Length == 0)
            return;
        _tagging.Prepare(isShape: false);
        var font = _parts.Fonts.Use(run, out var actualText);
        _content.Text(x, baseline, style, run, font, actualText);
    }

    public void LaterText(double right, double baseline, TextStyle style, Func<string> text)
    {
        _tagging.Prepare(isShape: false);
        _content.Form($"X{_forms.Count}", right, baseline);
        _forms.Add(_parts.LaterTexts.Add(style, text));
    }

    public void Fill(Box box, Rgb color, double radius = 0)
    {
        _tagging.Prepare(isShape: true);
        _content.Fill(box, color, radius);
    }

    public void Line(double x1, double y1, double x2, double y2, double width, Rgb color)
    {
        _tagging.Prepare(isShape: true);
        _content.Line(x1, y1, x2, y2, width, color);
    }

    public void Dot(double x, double y, double radius, Rgb color) =>
        Fill(new Box(x - radius, y - radius, 2 * radius, 2 * radius), color, radius);

    public int Mark()
    {
        _tagging.Close();
        return _content.Length;
    }

    public void Underlay(int mark, Box box, Rgb color, double radius = 0)
    {
        var beneath = new ContentStream();
        beneath.Start(_height);
        beneath.Raw("/Artifact BMC q\n"u8);
        beneath.Fill(box, color, radius);
        beneath.Raw("Q EMC\n"u8);
        _content.Insert(mark, beneath.Written);
    }

    public StructureElement Begin(StructureRole role, string? alternative = null, string? attributes = null)
    {
        if (_tagging.IsInArtifact)
            return _tagging.Present;
        var element = _parts.Structure.Open(role, _tagging.Present, alternative, attributes);
        _tagging.Enter(element);
        return element;
    }

    public void End()
    {
        if (!_tagging.IsInArtifact)
            _parts.Structure.Close(_tagging.Leave());
    }

    public void Enter(StructureElement element)
    {
        if (!_tagging.IsInArtifact)
            _tagging.Enter(element);
    }

    public void Leave()
    {
        if (!_tagging.IsInArtifact)
            _tagging.Leave();
    }

    public void Close(StructureElement element)
    {
        if (!_tagging.IsInArtifact)
            _parts.Structure.Close(element);
    }

    public void BeginArtifact() => _tagging.BeginArtifact();

    public void EndArtifact() => _tagging.EndArtifact();

    public void Bookmark(int level, string title, double y) => _parts.Outline.Add(level, title, _page, _height - y);

    public void Anchor(string name, double y) => _parts.Destinations.Define(name, _parts.Pages.Count, _page, _height - y);

    public void Link(Box area, string? anchor, Uri? address, string description)
    {
        if (_tagging.IsInArtifact)
            return;
        var key = _parts.Structure.ReserveKey();
        var target = address is not null
            ? $"/A<</S/URI/URI{PdfSyntax.String(address.AbsoluteUri)}>>"
            : $"/Dest {_parts.Destinations.IdOf(anchor!)} 0 R";
        var annotation = new ByteBuffer().Raw("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["u8);
        annotation.Numbers(area.Left, _height - area.Bottom, area.Right, _height - area.Top).Raw("]/StructParent "u8).Integer(key);
        annotation.Text($"/Contents{PdfSyntax.String(description)}{target}>>");
        _annotations.Add(_parts.Writer.Write(annotation.Written));
        _tagging.Present.AddObject(_page, _annotations[^1]);
        _parts.Structure.SetParents(key, _tagging.Present.Id);
    }

    public int PageOf(string anchor) => _parts.Destinations.PageNumberOf(anchor);
}
