using System.Text;
using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Drawing;

/// <summary>Everything a document consists of while it is written, and the closing of it.</summary>
internal sealed class DocumentParts : IDisposable
{
    private readonly DocumentInfo _info;
    private readonly SignatureFields? _signatures;
    private bool _firstPageBegun;

    public DocumentParts(Stream output, DocumentInfo info, int sealCapacity)
    {
        _info = info;
        Writer = new PdfObjectWriter(output);
        Fonts = new FontResources(Writer);
        Structure = new StructureTree(Writer);
        Pages = new PageTree(Writer);
        Destinations = new Destinations(Writer);
        LaterTexts = new LaterTexts(Writer, Fonts);
        Files = new EmbeddedFiles(Writer, info.Created);
        if (sealCapacity > 0)
            _signatures = new SignatureFields(Writer, Structure, sealCapacity);
    }

    public PdfObjectWriter Writer { get; }

    public FontResources Fonts { get; }

    public StructureTree Structure { get; }

    public PageTree Pages { get; }

    public Outline Outline { get; } = new();

    public Destinations Destinations { get; }

    public LaterTexts LaterTexts { get; }

    public EmbeddedFiles Files { get; }

    /// <summary>The annotations every document has on its first page: the signature fields. Empty on all later calls.</summary>
    public IEnumerable<int> TakeFirstPageAnnotations()
    {
        var isFirst = !_firstPageBegun;
        _firstPageBegun = true;
        return isFirst && _signatures is not null ? _signatures.Widgets : [];
    }

    /// <summary>Writes all that refers to what came before, and ends the file.</summary>
    /// <returns>Where the seal belongs; null where none was asked for.</returns>
    public SealSlot? Finish()
    {
        LaterTexts.Finish();
        Fonts.Finish();
        Destinations.Finish();
        var catalog = new StringBuilder("<</Type/Catalog").Append($"/Pages {Pages.Finish()} 0 R/Lang{PdfSyntax.String(_info.Locale.Language)}");
        catalog.Append("/ViewerPreferences<</DisplayDocTitle true>>/MarkInfo<</Marked true>>");
        if (_signatures is not null)
            catalog.Append($"/AcroForm {_signatures.WriteForm(Pages.First)} 0 R");
        catalog.Append($"/StructTreeRoot {Structure.Finish()} 0 R");
        var outline = Outline.Write(Writer);
        if (outline != 0)
            catalog.Append($"/PageMode/UseOutlines/Outlines {outline} 0 R");
        catalog.Append(Files.Finish());
        catalog.Append(OutputIntent());
        var metadata = Writer.WriteStream("/Type/Metadata/Subtype/XML", XmpPacket.Create(_info), compress: false);
        var root = Writer.Write(catalog.Append($"/Metadata {metadata} 0 R>>").ToString());
        var info = Writer.Write(Information());
        var slot = _signatures?.WriteValue(_info.Created);
        Writer.Finish(root, info, _signatures?.Trailer(Pages.First) ?? "");
        return slot;
    }

    public void Dispose()
    {
        Fonts.Dispose();
        Writer.Dispose();
    }

    private string OutputIntent()
    {
        var profile = Writer.WriteStream("/N 3", SrgbProfile.Bytes);
        return "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            + $"/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]";
    }

    private string Information()
    {
        var date = PdfSyntax.Date(_info.Created);
        return $"<</Title{PdfSyntax.String(_info.Title)}/Author{PdfSyntax.String(_info.Author)}/Subject{PdfSyntax.String(_info.Subject)}"
            + $"/Producer{PdfSyntax.String(_info.Producer)}/CreationDate{date}/ModDate{date}>>";
    }
}
