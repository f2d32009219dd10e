namespace EvidenceVault.Pdf;

/// <summary>What a document says about itself in its metadata. The same values and contents give the same bytes.</summary>
/// <param name="Title">Shown in a reader's title bar.</param>
/// <param name="Author">The organisation that answers for the document.</param>
/// <param name="Subject">One sentence on what the document is.</param>
/// <param name="Created">The document's only date; it stands for creation, modification and attachments alike.</param>
public sealed record DocumentInfo(string Title, string Author, string Subject, DateTimeOffset Created)
{
    /// <summary>The language of the text and of the words the library adds.</summary>
    public DocumentLocale Locale { get; init; } = DocumentLocale.Dutch;

    /// <summary>The software that made the document, with its version.</summary>
    public string Producer { get; init; } = "Evidence Vault";
}
