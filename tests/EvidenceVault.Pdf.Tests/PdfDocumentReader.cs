namespace EvidenceVault.Pdf.Tests;

/// <summary>Opens documents strictly: what is wrong is an error.</summary>
internal static class PdfDocumentReader
{
    public static UglyToad.PdfPig.PdfDocument Open(byte[] bytes) =>
        UglyToad.PdfPig.PdfDocument.Open(bytes, new UglyToad.PdfPig.ParsingOptions { UseLenientParsing = false });
}
