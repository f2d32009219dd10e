namespace EvidenceVault.Pdf;

/// <summary>What stands in the margins of every page but the cover. Empty strings leave their place blank.</summary>
/// <param name="Left">Above, to the left: usually the document's title.</param>
/// <param name="Right">Above, to the right: usually a reference.</param>
/// <param name="Foot">Below, to the left; the page number stands to the right.</param>
public sealed record RunningMatter(string Left, string Right, string Foot)
{
    /// <summary>Makes the page label from the page's number and the number of pages; the locale's own where null.</summary>
    public Func<int, int, string>? PageLabel { get; init; }
}
