using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Typography;

namespace EvidenceVault.Pdf.Layout;

/// <summary>Starts and ends the pages of a flow.</summary>
internal interface IPages
{
    void Begin();

    void End();
}

/// <summary>Something that goes on over page breaks, such as the ground of a box.</summary>
internal interface IPageSpan
{
    void PageEnds(Flow flow);

    void PageBegins(Flow flow);
}

/// <summary>
/// Where the next thing goes. Blocks ask for height and draw there; a new page starts when the height asked for is not left. Gaps between
/// blocks do not add up, and vanish at the top of a page.
/// </summary>
internal sealed class Flow
{
    private const double Tolerance = 0.01;

    private readonly IPages? _pages;
    private readonly List<IPageSpan> _spans = [];
    private double _gap;
    private bool _isOpen;
    private bool _isFresh = true;

    public Flow(ICanvas canvas, Typesetter typesetter, Theme theme, IPages? pages, DocumentLocale locale)
    {
        (Canvas, Typesetter, Theme, _pages, Locale) = (canvas, typesetter, theme, pages, locale);
        Painter = new LinePainter(canvas, theme);
        Styles = new BlockStyles(theme);
        (Left, Width) = (theme.SideMargin, theme.PageWidth - 2 * theme.SideMargin);
        (Top, Bottom) = (theme.TopMargin, theme.PageHeight - theme.BottomMargin);
        Y = Top;
    }

    public ICanvas Canvas { get; }

    public Typesetter Typesetter { get; }

    public Theme Theme { get; }

    public DocumentLocale Locale { get; }

    public LinePainter Painter { get; }

    public BlockStyles Styles { get; }

    public double Left { get; private set; }

    public double Width { get; private set; }

    public double Top { get; }

    public double Bottom { get; private set; }

    /// <summary>The top of what is drawn next, gaps left aside.</summary>
    public double Y { get; private set; }

    public double PageCapacity => Bottom - Top;

    /// <summary>The height left on this page below the gap.</summary>
    public double Remaining => _isOpen ? Bottom - Y - _gap : PageCapacity;

    /// <summary>A flow for measuring: of some width, and without end.</summary>
    public Flow ForMeasuring(double width) => new(MeasuringCanvas.Instance, Typesetter, Theme, null, Locale)
    {
        Width = width,
        Y = 0,
        Bottom = double.MaxValue,
        _isOpen = true,
    };

    public bool Fits(double height) => height <= Remaining + Tolerance;

    /// <summary>Wants blank space before what comes next; the widest wish counts.</summary>
    public void Gap(double height) => _gap = Math.Max(_gap, height);

    /// <summary>Makes sure that a height is left on the page.</summary>
    public void Ensure(double height)
    {
        if (!_isOpen)
            Open();
        else if (!Fits(height) && !_isFresh)
            NewPage();
    }

    /// <summary>Takes a height, on a new page if need be.</summary>
    /// <returns>Its top.</returns>
    public double Take(double height)
    {
        Ensure(height);
        var top = _isFresh ? Y : Y + _gap;
        _gap = 0;
        _isFresh = false;
        Y = top + height;
        return top;
    }

    public void NewPage()
    {
        Close();
        Open();
    }

    /// <summary>Ends the page, if one is open; the next thing starts another.</summary>
    public void Close()
    {
        if (!_isOpen || _pages is null)
            return;
        for (var i = _spans.Count - 1; i >= 0; i--)
            _spans[i].PageEnds(this);
        _pages.End();
        _isOpen = false;
    }

    /// <summary>Gives back a height just taken, to draw beside what stands there.</summary>
    public void Back(double height) => Y -= height;

    /// <summary>Moves down to a height on the page, if that is lower.</summary>
    public void MoveTo(double y) => Y = Math.Max(Y, y);

    public void Indent(double left, double right)
    {
        Left += left;
        Width -= left + right;
    }

    /// <summary>Keeps a height free at the foot of each page, for the lower edge of a box; a negative height gives it back.</summary>
    public void ReserveBelow(double height) => Bottom -= height;

    /// <summary>Forgets the wish for blank space.</summary>
    public void DropGap() => _gap = 0;

    public void Begin(IPageSpan span) => _spans.Add(span);

    public void End(IPageSpan span) => _spans.Remove(span);

    private void Open()
    {
        _pages?.Begin();
        _isOpen = true;
        Y = Top;
        _gap = 0;
        _isFresh = true;
        foreach (var span in _spans)
            span.PageBegins(this);
    }
}
