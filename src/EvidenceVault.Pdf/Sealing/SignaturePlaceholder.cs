using EvidenceVault.Pdf.Writing;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>A signature dictionary with room for what is not known yet.</summary>
internal sealed record SignaturePlaceholder(string Body, int ByteRangeAt, int ContentsAt, int Capacity)
{
    /// <summary>The byte ranges, all digits zero; the real ones are as long.</summary>
    private const string EmptyByteRange = "[0 0000000000 0000000000 0000000000]";

    public static SignaturePlaceholder Create(int capacity, DateTimeOffset date, string reason)
    {
        var head = $"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M{PdfSyntax.Date(date)}"
            + $"/Reason{PdfSyntax.String(reason)}/ByteRange ";
        var middle = head + EmptyByteRange + "/Contents ";
        return new SignaturePlaceholder(middle + "<" + new string('0', 2 * capacity) + ">>>", head.Length, middle.Length, capacity);
    }

    /// <summary>The slot, where the body begins at an offset in the file.</summary>
    public SealSlot At(long offset) => new(offset + ByteRangeAt, offset + ContentsAt, Capacity);
}
