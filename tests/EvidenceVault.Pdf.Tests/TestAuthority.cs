using EvidenceVault.Pdf.Sealing;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;

namespace EvidenceVault.Pdf.Tests;

/// <summary>Issues certificates and timestamps for tests.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTime Issued = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly SecureRandom _random = new();
    private readonly AsymmetricCipherKeyPair _stampKey;
    private readonly X509Certificate _stampCertificate;

    public TestAuthority()
    {
        _stampKey = NewKey();
        _stampCertificate = NewCertificate("CN=Tijdstempel", _stampKey, KeyPurposeID.id_kp_timeStamping);
    }

    public SealSigner NewSigner(string name)
    {
        var key = NewKey();
        return SealSigner.WithKey(key.Private, [NewCertificate(name, key, null)]);
    }

    public byte[] Stamp(byte[] signature)
    {
        var generator = new TimeStampTokenGenerator(_stampKey.Private, _stampCertificate, TspAlgorithms.Sha256, "1.2.3.4");
        generator.SetCertificates(CollectionUtilities.CreateStore([_stampCertificate]));
        var requests = new TimeStampRequestGenerator();
        requests.SetCertReq(true);
        var request = requests.Generate(TspAlgorithms.Sha256, System.Security.Cryptography.SHA256.HashData(signature));
        return generator.Generate(request, BigInteger.One, Issued.AddDays(1)).GetEncoded();
    }

    private AsymmetricCipherKeyPair NewKey()
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new KeyGenerationParameters(_random, 2048));
        return generator.GenerateKeyPair();
    }

    private static X509Certificate NewCertificate(string name, AsymmetricCipherKeyPair key, KeyPurposeID? purpose)
    {
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(BigInteger.ValueOf(7));
        generator.SetIssuerDN(new X509Name(name));
        generator.SetSubjectDN(new X509Name(name));
        generator.SetNotBefore(Issued);
        generator.SetNotAfter(Issued.AddYears(20));
        generator.SetPublicKey(key.Public);
        if (purpose is not null)
            generator.AddExtension(X509Extensions.ExtendedKeyUsage, critical: true, new ExtendedKeyUsage(purpose));
        return generator.Generate(new Asn1SignatureFactory("SHA256WITHRSA", key.Private));
    }
}
