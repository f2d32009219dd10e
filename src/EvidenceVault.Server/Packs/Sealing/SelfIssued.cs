using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EvidenceVault.Server.Keys;
using NodaTime;

namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>Certificates that the vault issues itself, for trying things out: they show that a file is unaltered, and not whose it is.</summary>
public static class SelfIssued
{
    private const int KeyBits = 3_072;

    private static readonly Period Term = Period.FromYears(10);

    /// <summary>Makes a PFX where there is none; whether it did.</summary>
    public static bool CreateIfMissing(string path, string password, string name, Instant now)
    {
        if (path.Length == 0 || File.Exists(path)) return false;
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        using var certificate = request.CreateSelfSigned((now - Duration.FromDays(1)).ToDateTimeOffset(), (now.InUtc().LocalDateTime + Term).InUtc().ToDateTimeOffset());
        KeyFile.WriteOnce(path, certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password));
        return true;
    }
}
