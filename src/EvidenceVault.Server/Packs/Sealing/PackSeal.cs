using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EvidenceVault.Pdf.Sealing;
using EvidenceVault.Server.Packs.Data;
using NodaTime;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>What seals packs: a key with its certificates.</summary>
/// <param name="Signer">Signs.</param>
/// <param name="Data">As packs tell of it.</param>
/// <param name="ValidFrom">From when the certificate is valid.</param>
/// <param name="ValidUntil">Until when.</param>
public sealed record PackSeal(SealSigner Signer, SealData Data, Instant ValidFrom, Instant ValidUntil)
{
    /// <summary>How much room a seal needs.</summary>
    public int Capacity => Data.TimestampBy is null ? PdfSeal.DefaultCapacity : PdfSeal.StampedCapacity;

    /// <summary>Whether the certificate is valid at an instant.</summary>
    public bool IsValidAt(Instant at) => at >= ValidFrom && at <= ValidUntil;

    /// <summary>Reads a PFX.</summary>
    /// <exception cref="InvalidOperationException">It is missing, is none, or the password is not its own.</exception>
    public static PackSeal Read(string path, string password, string pathSetting = "SealCertificate", string passwordSetting = "SealPassword")
    {
        if (!File.Exists(path)) throw new InvalidOperationException($"The certificate {path} does not exist. Put the PFX there, or leave Vault__{pathSetting} out.");
        try
        {
            var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet);
            var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new InvalidOperationException($"{path} holds no certificate with its private key.");
            return new(Sign(own, all, path), DataOf(own), Instant.FromDateTimeUtc(own.NotBefore.ToUniversalTime()), Instant.FromDateTimeUtc(own.NotAfter.ToUniversalTime()));
        }
        catch (CryptographicException)
        {
            throw new InvalidOperationException($"{path} is no PFX, or Vault__{passwordSetting} is not its password.");
        }
    }

    private static SealData DataOf(X509Certificate2 own) => new(
        own.GetNameInfo(X509NameType.SimpleName, forIssuer: false), own.GetNameInfo(X509NameType.SimpleName, forIssuer: true), Convert.ToHexStringLower(SHA256.HashData(own.RawDataMemory.Span)),
        own.SubjectName.RawData.AsSpan().SequenceEqual(own.IssuerName.RawData));

    private static SealSigner Sign(X509Certificate2 own, X509Certificate2Collection all, string path)
    {
        var parser = new X509CertificateParser();
        var chain = ChainOf(own, all).Select(c => parser.ReadCertificate(c.RawData)).ToList();
        // With RSA the same pack has the same bytes each time; ECDSA never signs alike.
        if (own.GetRSAPrivateKey() is { } rsa) return SealSigner.WithKey(DotNetUtilities.GetRsaKeyPair(rsa).Private, chain);
        if (own.GetECDsaPrivateKey() is { } ec) return SealSigner.WithKey(DotNetUtilities.GetECDsaKeyPair(ec).Private, chain, "SHA256WITHECDSA");
        throw new InvalidOperationException($"{path} holds a key that is neither RSA nor ECDSA.");
    }

    // The certificate first, then each that issued the one before it.
    private static IEnumerable<X509Certificate2> ChainOf(X509Certificate2 own, X509Certificate2Collection all)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = own; next is not null && seen.Add(next.Thumbprint); next = all.FirstOrDefault(c => !seen.Contains(c.Thumbprint) && c.SubjectName.RawData.AsSpan().SequenceEqual(next.IssuerName.RawData)))
            yield return next;
    }
}
