using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>Named places, which links may lead to before they exist.</summary>
internal sealed class Destinations(PdfObjectWriter writer)
{
    private sealed record Place(int PageNumber, int Page, double Y);

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>The object that will hold the destination.</summary>
    public int IdOf(string anchor)
    {
        if (!_ids.TryGetValue(anchor, out var id))
            _ids[anchor] = id = writer.Reserve();
        return id;
    }

    public void Define(string anchor, int pageNumber, int page, double y)
    {
        if (!_places.TryAdd(anchor, new Place(pageNumber, page, y)))
            throw new ArgumentException($"The anchor {anchor} exists already.", nameof(anchor));
    }

    public int PageNumberOf(string anchor) => Find(anchor).PageNumber;

    public void Finish()
    {
        foreach (var (anchor, id) in _ids)
        {
            var place = Find(anchor);
            writer.Write(new ByteBuffer().Raw("["u8).Reference(place.Page).Raw("/XYZ 0 "u8).Number(place.Y).Raw(" null]"u8).Written, id);
        }
    }

    private Place Find(string anchor) => _places.TryGetValue(anchor, out var place)
        ? place
        : throw new InvalidOperationException($"A link leads to the anchor {anchor}, which does not exist.");
}
