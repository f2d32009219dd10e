namespace EvidenceVault.Pdf.Tests;

/// <summary>Small documents for tests.</summary>
internal static class Sample
{
    public static readonly DocumentInfo Info = new("Titel", "Auteur", "Onderwerp", new DateTimeOffset(2026, 3, 12, 9, 30, 0, TimeSpan.Zero));

    /// <summary>A document with nothing in its margins, so that all of its text is what was composed.</summary>
    public static byte[] Create(Action<PdfDocument> compose, Theme? theme = null)
    {
        using var output = new MemoryStream();
        using var document = PdfDocument.Create(output, Info, theme);
        document.Running = new RunningMatter("", "", "") { PageLabel = (_, _) => "" };
        compose(document);
        document.Finish();
        return output.ToArray();
    }

    /// <summary>The text of all pages in the order it was drawn.</summary>
    public static string TextOf(byte[] pdf)
    {
        using var document = PdfDocumentReader.Open(pdf);
        return string.Concat(document.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value));
    }

    public static string TextOf(Action<PdfDocument> compose) => TextOf(Create(compose));
}
