using System.Globalization;
using System.Text;

namespace EvidenceVault.Pdf.Writing;

/// <summary>The bookmarks, gathered in order and written as a tree by level.</summary>
internal sealed class Outline
{
    private sealed record Bookmark(int Level, string Title, int Page, double Y)
    {
        public int Id { get; set; }

        public List<Bookmark> Children { get; } = [];
    }

    private readonly Bookmark _root = new(0, "", 0, 0);
    private readonly Stack<Bookmark> _path = new();

    /// <summary>Adds a bookmark below the last one of a lower level.</summary>
    /// <param name="level">1 for the top level.</param>
    /// <param name="title">What it says.</param>
    /// <param name="page">The page object it leads to.</param>
    /// <param name="y">The height on the page, in points from the bottom.</param>
    public void Add(int level, string title, int page, double y)
    {
        while (_path.Count > 0 && _path.Peek().Level >= level)
            _path.Pop();
        var bookmark = new Bookmark(level, title, page, y);
        (_path.Count == 0 ? _root : _path.Peek()).Children.Add(bookmark);
        _path.Push(bookmark);
    }

    /// <returns>The outline object, or 0 where there are no bookmarks.</returns>
    public int Write(PdfObjectWriter writer)
    {
        if (_root.Children.Count == 0)
            return 0;
        _root.Id = writer.Reserve();
        WriteChildren(writer, _root);
        writer.Write($"<</Type/Outlines{Ends(_root)}/Count {_root.Children.Count}>>", _root.Id);
        return _root.Id;
    }

    private static void WriteChildren(PdfObjectWriter writer, Bookmark parent)
    {
        foreach (var child in parent.Children)
            child.Id = writer.Reserve();
        for (var i = 0; i < parent.Children.Count; i++)
        {
            var child = parent.Children[i];
            WriteChildren(writer, child);
            var item = new StringBuilder("<</Title").Append(PdfSyntax.String(child.Title));
            item.Append(CultureInfo.InvariantCulture, $"/Parent {parent.Id} 0 R/Dest[{child.Page} 0 R/XYZ 0 {child.Y:0.##} null]");
            if (i > 0)
                item.Append(CultureInfo.InvariantCulture, $"/Prev {parent.Children[i - 1].Id} 0 R");
            if (i + 1 < parent.Children.Count)
                item.Append(CultureInfo.InvariantCulture, $"/Next {parent.Children[i + 1].Id} 0 R");
            if (child.Children.Count > 0) // a negative count: shown closed
                item.Append(CultureInfo.InvariantCulture, $"{Ends(child)}/Count {-child.Children.Count}");
            writer.Write(item.Append(">>").ToString(), child.Id);
        }
    }

    private static string Ends(Bookmark parent) => $"/First {parent.Children[0].Id} 0 R/Last {parent.Children[^1].Id} 0 R";
}
