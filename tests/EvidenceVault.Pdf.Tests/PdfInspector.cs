using System.IO.Compression;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace EvidenceVault.Pdf.Tests;

/// <summary>Reads a document back, down to its objects.</summary>
internal sealed class PdfInspector : IDisposable
{
    public PdfInspector(byte[] bytes) => Document = PdfDocumentReader.Open(bytes);

    public UglyToad.PdfPig.PdfDocument Document { get; }

    public DictionaryToken Catalog => Document.Structure.Catalog.CatalogDictionary;

    public IReadOnlyList<Page> Pages => [.. Document.GetPages()];

    public IToken Resolve(IToken token)
    {
        while (token is IndirectReferenceToken reference)
            token = Document.Structure.GetObject(reference.Data).Data;
        return token;
    }

    public DictionaryToken Dictionary(IToken token) => Resolve(token) switch
    {
        DictionaryToken dictionary => dictionary,
        StreamToken stream => stream.StreamDictionary,
        var other => throw new InvalidDataException($"Not a dictionary: {other}"),
    };

    public IToken? Find(DictionaryToken dictionary, string key) => dictionary.TryGet(NameToken.Create(key), out var value) ? Resolve(value) : null;

    public IReadOnlyList<IToken> Array(IToken? token) => token is null ? [] : ((ArrayToken)Resolve(token)).Data;

    /// <summary>The decoded bytes of a stream.</summary>
    public byte[] Bytes(IToken token)
    {
        var stream = (StreamToken)Resolve(token);
        if (Find(stream.StreamDictionary, "Filter") is null)
            return stream.Data.ToArray();
        using var inflater = new ZLibStream(new MemoryStream(stream.Data.ToArray()), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        inflater.CopyTo(inflated);
        return inflated.ToArray();
    }

    public void Dispose() => Document.Dispose();
}
