namespace EvidenceVault.Pdf;

/// <summary>A name and its value, as in a list of particulars.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
public sealed record Fact(string Name, RichText Value);
