using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>The two invisible signature fields of a document: the seal, and a countersignature that may be added later.</summary>
internal sealed class SignatureFields
{
    public const string TrailerKey = "/EVLT_Countersignature";
    public const string CountersignatureName = "Countersignature";
    private const string SealName = "Seal";

    private readonly PdfObjectWriter _writer;
    private readonly StructureTree _structure;
    private readonly int _capacity;
    private readonly int _value;
    private readonly int _seal;
    private readonly int _countersignature;
    private int _countersignatureKey;

    public SignatureFields(PdfObjectWriter writer, StructureTree structure, int capacity)
    {
        (_writer, _structure, _capacity) = (writer, structure, capacity);
        (_value, _seal, _countersignature) = (writer.Reserve(), writer.Reserve(), writer.Reserve());
    }

    public IEnumerable<int> Widgets => [_seal, _countersignature];

    /// <summary>A signature field that is its own widget, without size.</summary>
    public static string Widget(string name, int page, int structureKey, int value) =>
        $"<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/TU({name})/Rect[0 0 0 0]/F 132/P {page} 0 R/StructParent {structureKey}"
        + (value == 0 ? "" : $"/V {value} 0 R") + ">>";

    /// <returns>The form that holds the fields.</returns>
    public int WriteForm(int firstPage)
    {
        WriteField(SealName, _seal, firstPage, _value);
        _countersignatureKey = WriteField(CountersignatureName, _countersignature, firstPage, 0);
        return _writer.Write($"<</Fields[{_seal} 0 R {_countersignature} 0 R]/SigFlags 3>>");
    }

    public SealSlot WriteValue(DateTimeOffset date)
    {
        var placeholder = SignaturePlaceholder.Create(_capacity, date, "Seal");
        return placeholder.At(_writer.WriteOpenly(placeholder.Body, _value));
    }

    /// <summary>What a later countersignature needs to know, as a private entry of the trailer: field, first page, structure key.</summary>
    public string Trailer(int firstPage) => $"{TrailerKey}[{_countersignature} {firstPage} {_countersignatureKey}]";

    private int WriteField(string name, int id, int firstPage, int value)
    {
        var key = _structure.ReserveKey();
        var element = _structure.Open(StructureRole.Form, _structure.Document);
        element.AddObject(firstPage, id);
        _structure.Close(element);
        _structure.SetParents(key, element.Id);
        _writer.Write(Widget(name, firstPage, key, value), id);
        return key;
    }
}
