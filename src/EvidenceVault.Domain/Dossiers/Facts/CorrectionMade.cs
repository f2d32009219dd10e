namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>An earlier fact was corrected. Nothing is overwritten: both stay, and judging uses the corrected one.</summary>
public sealed record CorrectionMade : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "correction.made";

    /// <summary>The fact it corrects.</summary>
    public required FactRef Corrects { get; init; }

    /// <summary>Keyed hash (hex) under the consumer's key of the reason, which stands in the annex.</summary>
    public required string ReasonHash { get; init; }

    /// <summary>The corrected fact; null where it was moved to another consumer's dossier.</summary>
    public Fact? Corrected { get; init; }

    /// <summary>Whether the fact was moved here from, or away to, another consumer's dossier.</summary>
    public CorrectionMove? Move { get; init; }
}

/// <summary>Directions in which a correction moves a fact between dossiers.</summary>
public enum CorrectionMove
{
    /// <summary>The fact was about another consumer: it stands there now.</summary>
    Away,

    /// <summary>The fact stood with another consumer: it stands here now.</summary>
    Here,
}
