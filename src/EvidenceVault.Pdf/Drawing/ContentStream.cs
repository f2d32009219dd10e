using EvidenceVault.Pdf.Typography;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>The drawing operators of one page. Takes y downward and writes it upward; leaves out what is already set.</summary>
internal sealed class ContentStream
{
    /// <summary>The distance of control points from the corner at which a Bézier curve best resembles a quarter circle.</summary>
    private const double QuarterCircle = 0.4477;

    private readonly ByteBuffer _operators = new(32_768);
    private double _pageHeight;
    private bool _inText;
    private FontResource? _font;
    private double _size;
    private Rgb? _fill;
    private Rgb? _stroke;
    private double _lineWidth;

    public ReadOnlySpan<byte> Written => _operators.Written;

    public int Length => _operators.Length;

    public void Start(double pageHeight)
    {
        _pageHeight = pageHeight;
        _operators.Clear();
        _inText = false;
        _font = null;
        _fill = _stroke = null;
        _lineWidth = -1;
    }

    /// <summary>Writes operators as they are, outside any text object.</summary>
    public void Raw(ReadOnlySpan<byte> operators)
    {
        EndText();
        _operators.Raw(operators);
    }

    public void Insert(int at, ReadOnlySpan<byte> operators) => _operators.Insert(at, operators);

    public void BeginMarkedContent(StructureRole role, int id)
    {
        EndText();
        _operators.Raw("/"u8).Text(StructureNames.Of(role)).Raw("<</MCID "u8).Integer(id).Raw(">>BDC\n"u8);
    }

    public void EndText()
    {
        if (_inText)
            _operators.Raw("ET\n"u8);
        _inText = false;
        _font = null;
    }

    public void Text(double x, double baseline, TextStyle style, GlyphRun run, FontResource font, string? actualText)
    {
        if (!_inText)
            _operators.Raw("BT\n"u8);
        _inText = true;
        SetFill(style.Color);
        if (_font != font || _size != style.Size)
            _operators.Raw("/"u8).Text(font.Name).Raw(" "u8).Number(style.Size).Raw(" Tf\n"u8);
        (_font, _size) = (font, style.Size);
        if (actualText is not null)
            _operators.Text("/Span<</ActualText" + PdfSyntax.String(actualText) + ">>BDC\n");
        GlyphOperators.Show(_operators, run, style.Size, x, _pageHeight - baseline);
        if (actualText is not null)
            _operators.Raw("EMC\n"u8);
    }

    public void Fill(Box box, Rgb color, double radius)
    {
        EndText();
        SetFill(color);
        if (radius <= 0)
            _operators.Numbers(box.Left, _pageHeight - box.Bottom, box.Width, box.Height).Raw("re f\n"u8);
        else
            Rounded(box, radius);
    }

    public void Line(double x1, double y1, double x2, double y2, double width, Rgb color)
    {
        EndText();
        if (_stroke != color)
            AppendColor(color).Raw("RG\n"u8);
        _stroke = color;
        if (_lineWidth != width)
            _operators.Number(width).Raw(" w\n"u8);
        _lineWidth = width;
        _operators.Numbers(x1, _pageHeight - y1).Raw("m "u8).Numbers(x2, _pageHeight - y2).Raw("l S\n"u8);
    }

    /// <summary>Draws a form at a place, as its own origin.</summary>
    public void Form(string name, double x, double y)
    {
        EndText();
        _operators.Raw("q 1 0 0 1 "u8).Numbers(x, _pageHeight - y).Text($"cm /{name} Do Q\n");
    }

    private void Rounded(Box box, double radius)
    {
        var r = Math.Min(radius, Math.Min(box.Width, box.Height) / 2);
        var k = r * QuarterCircle;
        var (left, right, top, bottom) = (box.Left, box.Right, _pageHeight - box.Top, _pageHeight - box.Bottom);
        _operators.Numbers(left + r, bottom).Raw("m "u8).Numbers(right - r, bottom).Raw("l "u8);
        _operators.Numbers(right - k, bottom, right, bottom + k, right, bottom + r).Raw("c "u8);
        _operators.Numbers(right, top - r).Raw("l "u8).Numbers(right, top - k, right - k, top, right - r, top).Raw("c "u8);
        _operators.Numbers(left + r, top).Raw("l "u8).Numbers(left + k, top, left, top - k, left, top - r).Raw("c "u8);
        _operators.Numbers(left, bottom + r).Raw("l "u8).Numbers(left, bottom + k, left + k, bottom, left + r, bottom).Raw("c f\n"u8);
    }

    private void SetFill(Rgb color)
    {
        if (_fill != color)
            AppendColor(color).Raw("rg\n"u8);
        _fill = color;
    }

    private ByteBuffer AppendColor(Rgb color) => _operators.Numbers(color.Red / 255.0, color.Green / 255.0, color.Blue / 255.0);
}
