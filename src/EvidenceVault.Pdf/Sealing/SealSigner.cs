using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.X509;

namespace EvidenceVault.Pdf.Sealing;

/// <summary>Who seals: something that signs, and the certificates that say whose it is.</summary>
/// <param name="Signature">Signs; may stand for a key that never leaves its module.</param>
/// <param name="Chain">The signer's certificate first, then those above it.</param>
public sealed record SealSigner(ISignatureFactory Signature, IReadOnlyList<X509Certificate> Chain)
{
    /// <summary>Signs with a key held in memory.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="chain">The signer's certificate first, then those above it.</param>
    /// <param name="algorithm">
    /// The signature algorithm. RSA with PKCS#1 padding gives the same bytes each time; ECDSA and RSA-PSS do not.
    /// </param>
    /// <returns>The signer.</returns>
    public static SealSigner WithKey(AsymmetricKeyParameter key, IReadOnlyList<X509Certificate> chain, string algorithm = "SHA256WITHRSA") =>
        new(new Asn1SignatureFactory(algorithm, key), chain);
}
