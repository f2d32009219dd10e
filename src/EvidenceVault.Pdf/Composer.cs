using EvidenceVault.Pdf.Layout;
using EvidenceVault.Pdf.Layout.Charts;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf;

/// <summary>
/// Takes the parts of a document in reading order. <see cref="PdfDocument"/> is one; boxes and groups hand one to the function that fills
/// them.
/// </summary>
public abstract class Composer
{
    private protected Composer()
    {
    }

    /// <summary>A heading, which is also a bookmark. It stays with what follows it.</summary>
    /// <param name="level">1 to 3.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor">A name for links to lead to, unique in the document.</param>
    public void Heading(int level, string text, string? anchor = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 3);
        Add(new HeadingBlock(level, text, anchor));
    }

    /// <summary>A paragraph.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">Its weight.</param>
    public void Paragraph(RichText text, ParagraphStyle style = ParagraphStyle.Body) => Add(new ParagraphBlock(text, style));

    /// <summary>Names and values, each on a row of its own.</summary>
    /// <param name="facts">The rows.</param>
    public void Facts(params IEnumerable<Fact> facts) => Add(new FactsBlock([.. facts]));

    /// <summary>
    /// A table. Its rows are taken one at a time, so there may be very many; inside a group or a box they are taken more than once. The
    /// header is repeated on each page, and no row is cut off.
    /// </summary>
    /// <param name="caption">Stands above the table; may be empty.</param>
    /// <param name="columns">The columns, at least one.</param>
    /// <param name="rows">The rows.</param>
    public void Table(string caption, IReadOnlyList<Column> columns, IEnumerable<Row> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        Add(new TableBlock(caption, columns, rows));
    }

    /// <summary>A list with bullets.</summary>
    /// <param name="items">The items.</param>
    public void Bullets(params IEnumerable<RichText> items) => Add(new ListBlock([.. items], isNumbered: false));

    /// <summary>A list with numbers.</summary>
    /// <param name="items">The items.</param>
    public void Numbered(params IEnumerable<RichText> items) => Add(new ListBlock([.. items], isNumbered: true));

    /// <summary>A tinted box.</summary>
    /// <param name="tone">What its colour means.</param>
    /// <param name="title">Stands bold on top; none where null.</param>
    /// <param name="compose">Fills the box.</param>
    public void Callout(Tone tone, string? title, Action<Composer> compose) =>
        Add(new CalloutBlock(tone, title, Collect(compose), StructureRole.Div));

    /// <summary>A tinted box with one paragraph.</summary>
    /// <param name="tone">What its colour means.</param>
    /// <param name="title">Stands bold on top; none where null.</param>
    /// <param name="text">The paragraph.</param>
    public void Callout(Tone tone, string? title, RichText text) => Callout(tone, title, box => box.Paragraph(text));

    /// <summary>Words quoted exactly as they were shown or spoken, with where they come from.</summary>
    /// <param name="text">The words; line feeds are kept.</param>
    /// <param name="source">Stands below, small; may be empty.</param>
    public void Quote(RichText text, RichText source)
    {
        var blocks = Collect(box =>
        {
            box.Paragraph(text);
            if (source.Any())
                box.Paragraph(source, ParagraphStyle.Small);
        });
        Add(new CalloutBlock(Tone.Neutral, null, blocks, StructureRole.BlockQuote));
    }

    /// <summary>Parts that stand on one page together, if they fit on one at all.</summary>
    /// <param name="compose">Adds the parts.</param>
    public void KeepTogether(Action<Composer> compose) => Add(new GroupBlock(Collect(compose)));

    /// <summary>A chart of what happened when.</summary>
    /// <param name="timeline">What it shows.</param>
    public void Timeline(Timeline timeline) => Add(new TimelineBlock(timeline));

    /// <summary>A chart of amounts.</summary>
    /// <param name="chart">What it shows.</param>
    public void Chart(Chart chart) => Add(new ChartBlock(chart));

    /// <summary>A QR code, with what it says beside it.</summary>
    /// <param name="payload">What it says, usually an address.</param>
    /// <param name="caption">Stands beside it.</param>
    /// <param name="size">Its width and height in points.</param>
    public void Qr(string payload, RichText caption, double size = 84) => Add(new QrBlock(payload, caption, size));

    /// <summary>A thin line across.</summary>
    public void Rule() => Add(new SpaceBlock(20, hasRule: true));

    /// <summary>Blank space. It does not add up with other space, and vanishes at the top of a page.</summary>
    /// <param name="height">Its height in points.</param>
    public void Space(double height) => Add(new SpaceBlock(height, hasRule: false));

    internal static IReadOnlyList<Block> Collect(Action<Composer> compose)
    {
        var collector = new Collector();
        compose(collector);
        return collector.Blocks;
    }

    private protected abstract void Add(Block block);

    private sealed class Collector : Composer
    {
        public List<Block> Blocks { get; } = [];

        private protected override void Add(Block block) => Blocks.Add(block);
    }
}
