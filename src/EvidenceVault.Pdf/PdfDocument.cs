using EvidenceVault.Pdf.Drawing;
using EvidenceVault.Pdf.Layout;
using EvidenceVault.Pdf.Sealing;

namespace EvidenceVault.Pdf;

/// <summary>
/// A tagged PDF/A-3b document, written as it is composed: pages leave memory as soon as they are full. The same calls with the same
/// arguments give the same bytes. Not for use by two threads at once; different documents do not disturb each other.
/// </summary>
public sealed class PdfDocument : Composer, IDisposable
{
    private readonly DocumentParts _parts;
    private readonly PageSequence _pages;
    private readonly Flow _flow;
    private readonly BlockSequence _sequence;
    private bool _isFinished;

    private PdfDocument(Stream output, DocumentInfo info, Theme theme, int sealCapacity)
    {
        _parts = new DocumentParts(output, info, sealCapacity);
        var canvas = new PageCanvas(_parts);
        _pages = new PageSequence(canvas, _parts, theme, info.Locale);
        _flow = new Flow(canvas, new Typesetter(_parts.Fonts, theme), theme, _pages, info.Locale);
        _sequence = new BlockSequence(_flow);
    }

    /// <summary>The number of pages begun so far.</summary>
    public int PageCount => _parts.Pages.Count;

    /// <summary>What stands in the margins of the pages that begin from now on.</summary>
    public RunningMatter Running
    {
        get => _pages.Running;
        set => _pages.Running = value;
    }

    /// <summary>Begins a document.</summary>
    /// <param name="output">Where it is written; need not be seekable, and stays open.</param>
    /// <param name="info">What the document says about itself.</param>
    /// <param name="theme">Colours and measures; <see cref="Theme.Default"/> where null.</param>
    /// <param name="sealCapacity">Room for a seal in bytes, where the document is to be sealed; see <see cref="PdfSeal.DefaultCapacity"/>.</param>
    /// <returns>The document, to be composed and then finished.</returns>
    public static PdfDocument Create(Stream output, DocumentInfo info, Theme? theme = null, int sealCapacity = 0) =>
        new(output, info, theme ?? Theme.Default, sealCapacity);

    /// <summary>A cover, on a page of its own.</summary>
    /// <param name="cover">What stands on it.</param>
    public void Cover(Cover cover)
    {
        PageBreak();
        _pages.IsCoverNext = true;
        Add(new CoverBlock(cover, cover.Body is null ? [] : Collect(cover.Body)));
    }

    /// <summary>A table of contents. What it leads to comes later, and its page numbers are filled in then.</summary>
    /// <param name="entries">The lines.</param>
    public void Contents(params IEnumerable<ContentsEntry> entries) => Add(new ContentsBlock([.. entries]));

    /// <summary>What comes next starts on a new page.</summary>
    public void PageBreak()
    {
        _sequence.Flush();
        _flow.Close();
    }

    /// <summary>Attaches a file. It is read at once, and not kept in memory.</summary>
    /// <param name="attachment">What a reader shows of it.</param>
    /// <param name="content">Its bytes, read to the end; stays open.</param>
    /// <exception cref="ArgumentException">A file of that name is attached already.</exception>
    public void Attach(Attachment attachment, Stream content) => _parts.Files.Add(attachment, content);

    /// <summary>Attaches a file.</summary>
    /// <param name="attachment">What a reader shows of it.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="ArgumentException">A file of that name is attached already.</exception>
    public void Attach(Attachment attachment, ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        Attach(attachment, stream);
    }

    /// <summary>Ends the document and writes what is left of it. Nothing can be added afterwards.</summary>
    /// <returns>Where the seal belongs; null where no room was asked for.</returns>
    /// <exception cref="InvalidOperationException">A link leads to an anchor that does not exist, or the document is finished already.</exception>
    public SealSlot? Finish()
    {
        ThrowIfFinished();
        PageBreak();
        if (PageCount == 0)
            _flow.NewPage();
        _flow.Close();
        _isFinished = true;
        return _parts.Finish();
    }

    /// <summary>Frees what the document holds. Does not finish it: what was not finished is no valid file.</summary>
    public void Dispose() => _parts.Dispose();

    private protected override void Add(Block block)
    {
        ThrowIfFinished();
        _sequence.Add(block);
    }

    private void ThrowIfFinished()
    {
        if (_isFinished)
            throw new InvalidOperationException("The document is finished.");
    }
}
