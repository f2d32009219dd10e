namespace EvidenceVault.Pdf;

/// <summary>The first page of a document.</summary>
/// <param name="Title">What the document is.</param>
public sealed record Cover(string Title)
{
    /// <summary>A short line above the title, such as the name of the organisation.</summary>
    public string Kicker { get; init; } = "";

    /// <summary>A short line opposite the kicker, such as a degree of confidentiality.</summary>
    public string Notice { get; init; } = "";

    /// <summary>One or two sentences below the title.</summary>
    public RichText Subtitle { get; init; } = RichText.Empty;

    /// <summary>The particulars: for whom, about what, as of when.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>What else stands on the cover below the particulars, such as a warning.</summary>
    public Action<Composer>? Body { get; init; }

    /// <summary>What the QR code at the foot of the page says; none where null.</summary>
    public string? QrPayload { get; init; }

    /// <summary>Stands beside the QR code.</summary>
    public RichText QrCaption { get; init; } = RichText.Empty;
}
