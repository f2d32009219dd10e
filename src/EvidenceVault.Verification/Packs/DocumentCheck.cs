using System.Globalization;
using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>What the PDF itself says, against its data.</summary>
internal static class DocumentCheck
{
    public static void Run(PackUnderCheck pack, PdfPackage package)
    {
        if (package.Pages != package.SaidPages) pack.Fault("pages-differ", string.Create(CultureInfo.InvariantCulture, $"The PDF says it has {package.SaidPages} pages, and has {package.Pages}."));
        if (pack.Data.Instant("asOf") is not { } asOf || package.Created != asOf.UtcDateTime.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture))
            pack.Fault("document-date-differs", "The PDF has another date than the instant of its data.");
        if (pack.Data.Text("content") == "facts" && (pack.Data.Get("summary") is not null || pack.Data.Get("overview").Get("counts") is not null || pack.Data.Get("overview").Items("rates").Count > 0 || pack.Data.Items("calls").Any(c => c.Get("judgement") is not null)))
            pack.Fault("findings-in-facts", "pack.json says it holds facts only, and holds conclusions.");
    }
}
