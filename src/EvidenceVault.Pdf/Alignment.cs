namespace EvidenceVault.Pdf;

/// <summary>Where text stands in its column.</summary>
public enum Alignment
{
    /// <summary>Against the left edge.</summary>
    Left,

    /// <summary>Against the right edge, as numbers do.</summary>
    Right,

    /// <summary>In the middle.</summary>
    Center,
}
