namespace EvidenceVault.Pdf.Writing;

/// <summary>The pages, in groups, so that a reader finds one among thousands.</summary>
internal sealed class PageTree(PdfObjectWriter writer)
{
    private const int PagesPerGroup = 64;

    private readonly int _root = writer.Reserve();
    private readonly List<int> _groups = [];
    private readonly List<int> _pages = [];

    public int Count => _pages.Count;

    public int First => _pages[0];

    /// <summary>Adds a page that is yet to be written.</summary>
    /// <returns>The page's number as an object, and its parent's.</returns>
    public (int Page, int Parent) Add()
    {
        if (_pages.Count % PagesPerGroup == 0)
            _groups.Add(writer.Reserve());
        _pages.Add(writer.Reserve());
        return (_pages[^1], _groups[^1]);
    }

    public int Finish()
    {
        for (var group = 0; group < _groups.Count; group++)
        {
            var pages = _pages.Skip(group * PagesPerGroup).Take(PagesPerGroup).ToList();
            writer.Write($"<</Type/Pages/Parent {_root} 0 R/Count {pages.Count}/Kids{PdfSyntax.References(pages)}>>", _groups[group]);
        }

        return writer.Write($"<</Type/Pages/Count {_pages.Count}/Kids{PdfSyntax.References(_groups)}>>", _root);
    }
}
