namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A consumer asked to see the proof of a consent.</summary>
public sealed record ConsentProofRequested : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "consent.proof-requested";

    /// <summary>The consent; null: whatever there is.</summary>
    public FactRef? Consent { get; init; }
}

/// <summary>The proof of a consent was given to the consumer.</summary>
public sealed record ConsentProofProvided : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "consent.proof-provided";

    /// <summary>The consent; null: whatever there is.</summary>
    public FactRef? Consent { get; init; }
}
