namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>The section <c>Vault:Countersigners</c>, one of a list: a person who may countersign packs, and with which certificate.</summary>
public sealed record CountersignerSettings
{
    /// <summary>The opaque name that this person's keys have as their holder.</summary>
    public string Holder { get; init; } = "";

    /// <summary>The principal that calls the person so; empty: whichever does, for a vault that has one principal.</summary>
    public string Principal { get; init; } = "";

    /// <summary>The PFX with the person's certificate and key.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Its password.</summary>
    public string Password { get; init; } = "";

    /// <summary>What is wrong with the settings; null where nothing is.</summary>
    public string? Fault() =>
        Holder.Trim().Length == 0 ? "Vault__Countersigners__n__Holder must be the holder that the person's keys name."
        : Certificate.Length == 0 ? "Vault__Countersigners__n__Certificate must name the PFX with the person's certificate."
        : null;
}
