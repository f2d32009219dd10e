using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>The certificate that packs are sealed with, from the configuration.</summary>
public sealed class SealCertificate(VaultSettings settings, IClock clock, ILogger<SealCertificate> log)
{
    private const string SelfIssuedName = "CN=Evidence Vault, OU=zelf uitgegeven (self-issued)";

    private readonly Lazy<PackSeal?> _seal = new(() => settings.SealCertificate.Length == 0 ? null : PackSeal.Read(settings.SealCertificate, settings.SealPassword));

    /// <summary>Looks whether it can be read, so that a wrong setting shows at the start and not in a pack.</summary>
    /// <returns>What it is; null: there is none.</returns>
    /// <exception cref="InvalidOperationException">It cannot be read.</exception>
    public PackSeal? Check() => _seal.Value;

    /// <summary>What to seal with now; null: nothing, which the pack then says.</summary>
    public PackSeal? Now()
    {
        if (_seal.Value is not { } seal) return null;
        if (seal.IsValidAt(clock.GetCurrentInstant())) return seal;
        log.LogError("The certificate of the seal is valid from {From} until {Until}: packs are made without a seal", seal.ValidFrom, seal.ValidUntil);
        return null;
    }

    /// <summary>Makes one that the vault issues itself where the file is missing, for trying things out: it says whose it is to nobody.</summary>
    public void CreateIfMissing()
    {
        if (SelfIssued.CreateIfMissing(settings.SealCertificate, settings.SealPassword, SelfIssuedName, clock.GetCurrentInstant()))
            log.LogWarning("There was no certificate to seal packs with, so the vault issued one itself. It shows that a pack is unaltered, and not whose it is");
    }
}
