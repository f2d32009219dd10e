namespace EvidenceVault.Pdf;

/// <summary>What an attached file is to the document (AFRelationship).</summary>
public enum AttachmentRelationship
{
    /// <summary>The document was made from it.</summary>
    Source,

    /// <summary>Data that the document shows or sums up.</summary>
    Data,

    /// <summary>The same content in another form.</summary>
    Alternative,

    /// <summary>Something added to it.</summary>
    Supplement,

    /// <summary>None of these.</summary>
    Unspecified,
}

/// <summary>What a reader shows of an attached file.</summary>
/// <param name="Name">The file name, unique in the document; may contain slashes.</param>
/// <param name="MediaType">Such as <c>application/json</c>.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Relationship">What the file is to the document.</param>
public sealed record Attachment(string Name, string MediaType, string Description, AttachmentRelationship Relationship);
