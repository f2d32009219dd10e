using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Keys;
using NodaTime;

namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>The certificate that packs are sealed with, from the configuration.</summary>
public sealed class SealCertificate(VaultSettings settings, IClock clock, ILogger<SealCertificate> log)
{
    private const int SelfIssuedKeyBits = 3_072;
    private const string SelfIssuedName = "CN=Evidence Vault, OU=zelf uitgegeven (self-issued)";

    private static readonly Period SelfIssuedTerm = Period.FromYears(10);

    private readonly Lazy<PackSeal?> _seal = new(() => settings.SealCertificate.Length == 0 ? null : PackSeal.Read(settings.SealCertificate, settings.SealPassword));

    /// <summary>Looks whether it can be read, so that a wrong setting shows at the start and not in a pack.</summary>
    /// <exception cref="InvalidOperationException">It cannot.</exception>
    public void Check() => _ = _seal.Value;

    /// <summary>What to seal with now; null: nothing, which the pack then says.</summary>
    public PackSeal? Now()
    {
        if (_seal.Value is not { } seal) return null;
        var now = clock.GetCurrentInstant();
        if (now >= seal.ValidFrom && now <= seal.ValidUntil) return seal;
        log.LogError("The certificate of the seal is valid from {From} until {Until}: packs are made without a seal", seal.ValidFrom, seal.ValidUntil);
        return null;
    }

    /// <summary>Makes one that the vault issues itself where the file is missing, for trying things out: it says whose it is to nobody.</summary>
    public void CreateIfMissing()
    {
        if (settings.SealCertificate.Length == 0 || File.Exists(settings.SealCertificate)) return;
        var now = clock.GetCurrentInstant();
        using var key = RSA.Create(SelfIssuedKeyBits);
        var request = new CertificateRequest(SelfIssuedName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        using var certificate = request.CreateSelfSigned((now - Duration.FromDays(1)).ToDateTimeOffset(), (now.InUtc().LocalDateTime + SelfIssuedTerm).InUtc().ToDateTimeOffset());
        KeyFile.WriteOnce(settings.SealCertificate, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, settings.SealPassword));
        log.LogWarning("There was no certificate to seal packs with, so the vault issued one itself. It shows that a pack is unaltered, and not whose it is");
    }
}
