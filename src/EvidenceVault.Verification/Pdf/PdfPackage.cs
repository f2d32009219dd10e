using System.Security.Cryptography;

namespace EvidenceVault.Verification.Pdf;

/// <summary>What a PDF file that the vault made holds beside its pages: the attached files.</summary>
internal sealed class PdfPackage
{
    private const int MostPages = 1_000_000;
    private const int MostFiles = 200_000;
    private const int MostFields = 16;

    private readonly PdfObjects _objects;

    /// <summary>Opens one.</summary>
    /// <exception cref="FormatException">It is none, or was cut off or changed so that it cannot be read.</exception>
    public PdfPackage(ReadOnlyMemory<byte> file)
    {
        _objects = new PdfObjects(file);
        var catalog = _objects.Dictionary(_objects.Trailer["Root"]);
        Pages = CountPages(catalog["Pages"]);
        SaidPages = _objects.Resolve(_objects.Dictionary(catalog["Pages"])["Count"]) is PdfValue.Number count ? count.Value : -1;
        Files = ReadFiles(catalog);
        Signatures = ReadSignatures(catalog);
    }

    /// <summary>How many pages there are.</summary>
    public int Pages { get; }

    /// <summary>How many pages it says it has.</summary>
    public long SaidPages { get; }

    /// <summary>How often it was changed behind its first end.</summary>
    public int Updates => _objects.Updates;

    /// <summary>The attached files, in their order; a name may come twice.</summary>
    public IReadOnlyList<AttachedFile> Files { get; }

    /// <summary>When it was made, as it says: <c>D:20261124090704Z</c>.</summary>
    public string? Created => _objects.Resolve(_objects.Trailer["Info"]) is PdfValue.Dictionary info && info["CreationDate"] is PdfValue.Text date ? date.Characters : null;

    /// <summary>The signatures in it.</summary>
    public IReadOnlyList<PdfSignature> Signatures { get; }

    private List<PdfSignature> ReadSignatures(PdfValue.Dictionary catalog)
    {
        var signatures = new List<PdfSignature>();
        if (_objects.Resolve(catalog["AcroForm"]) is not PdfValue.Dictionary form || _objects.Resolve(form["Fields"]) is not PdfValue.Array { Items: var fields }) return signatures;
        if (fields.Count > MostFields) throw new FormatException("The PDF has more fields than the vault makes.");
        foreach (var field in fields)
            if (_objects.Resolve(field) is PdfValue.Dictionary f && _objects.Resolve(f["V"]) is PdfValue.Dictionary value)
            {
                var range = value["ByteRange"] is PdfValue.Array { Items: var items } ? items.Select(i => i is PdfValue.Number n ? n.Value : -1).ToArray() : [];
                signatures.Add(new(f["T"] is PdfValue.Text name ? name.Characters : "", range, value["Contents"] is PdfValue.Text contents ? contents.Bytes : [], value["SubFilter"] is PdfValue.Name { Value: "ETSI.CAdES.detached" }));
            }

        return signatures;
    }

    private int CountPages(PdfValue? root)
    {
        var (seen, open, pages) = (0, new Stack<PdfValue?>([root]), 0);
        while (open.TryPop(out var node))
        {
            if (++seen > MostPages) throw new FormatException("The PDF has more pages than are read.");
            var entries = _objects.Dictionary(node);
            if (entries["Kids"] is not { } kids) pages++;
            else if (_objects.Resolve(kids) is PdfValue.Array { Items: var items })
                foreach (var kid in items) open.Push(kid);
        }

        return pages;
    }

    private List<AttachedFile> ReadFiles(PdfValue.Dictionary catalog)
    {
        var files = new List<AttachedFile>();
        if (_objects.Resolve(catalog["Names"]) is not PdfValue.Dictionary names || _objects.Resolve(names["EmbeddedFiles"]) is not PdfValue.Dictionary tree) return files;
        if (_objects.Resolve(tree["Names"]) is not PdfValue.Array { Items: var items } || tree["Kids"] is not null || items.Count % 2 != 0 || items.Count / 2 > MostFiles)
            throw new FormatException("The PDF does not list its files as the vault does.");
        for (var i = 0; i < items.Count; i += 2) files.Add(ReadFile(items[i], _objects.Dictionary(items[i + 1])));
        return files;
    }

    private AttachedFile ReadFile(PdfValue key, PdfValue.Dictionary specification)
    {
        if (key is not PdfValue.Text name || specification["UF"] is not PdfValue.Text shown || specification["F"] is not PdfValue.Text plain) throw new FormatException("A file of the PDF has no name.");
        var embedded = _objects.Dictionary(specification["EF"]);
        if (embedded["F"] is not PdfValue.Reference one || embedded["UF"] is not PdfValue.Reference other || one != other) throw new FormatException("A file of the PDF is not attached as the vault does.");
        var (entries, content) = _objects.Stream(one);
        var parameters = _objects.Resolve(entries["Params"]) as PdfValue.Dictionary;
#pragma warning disable CA5351 // The PDF format prescribes MD5 for this checksum; nothing is protected by it.
        var isWhole = parameters?["Size"] is PdfValue.Number size && size.Value == content.Length && parameters["CheckSum"] is PdfValue.Text sum && sum.Bytes.AsSpan().SequenceEqual(MD5.HashData(content));
#pragma warning restore CA5351
        return new(name.Characters, content, isWhole, name.Characters == shown.Characters && name.Characters == plain.Characters);
    }
}

/// <summary>An attached file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsWhole">Whether length and checksum are as the PDF says.</param>
/// <param name="HasOneName">Whether it is called the same wherever it is named.</param>
internal sealed record AttachedFile(string Name, byte[] Content, bool IsWhole, bool HasOneName);

/// <summary>A signature in a PDF.</summary>
/// <param name="Field">The name of its field.</param>
/// <param name="Range">Which bytes of the file it covers: two offsets, each followed by a length.</param>
/// <param name="Contents">The signature, with the room behind it.</param>
/// <param name="IsOfKind">Whether it is of the kind that the vault makes.</param>
internal sealed record PdfSignature(string Field, IReadOnlyList<long> Range, byte[] Contents, bool IsOfKind)
{
    /// <summary>The field of the seal.</summary>
    public const string First = "Seal";

    /// <summary>The field of a countersignature.</summary>
    public const string Second = "Countersignature";

    /// <summary>Up to where it covers the file; null: that is not told as it should be.</summary>
    public long? End => Range is [0, > 0 and var first, var second, >= 0 and var rest] && second > first && rest <= long.MaxValue - second ? second + rest : null;
}
