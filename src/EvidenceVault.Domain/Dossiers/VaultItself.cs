namespace EvidenceVault.Domain.Dossiers;

/// <summary>The vault as a doer of facts: what a consumer did on the vault's own pages is uploaded by the vault, and needs no exhibit.</summary>
public static class VaultItself
{
    /// <summary>Its slug as uploader. No key can be made for it.</summary>
    public const string Slug = "_vault";
}
