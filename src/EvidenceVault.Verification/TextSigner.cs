using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace EvidenceVault.Verification;

/// <summary>Signs what <see cref="SignedText"/> verifies. Keeps its public key, which each signature needs and which takes as long to make as one.</summary>
/// <param name="seed">The private key's seed, 32 bytes.</param>
public sealed class TextSigner(byte[] seed)
{
    private readonly Ed25519PrivateKeyParameters _key = new(seed, 0);

    /// <summary>The public key: 32 bytes.</summary>
    public byte[] PublicKey => _key.GeneratePublicKey().GetEncoded();

    /// <summary>Signs the lines, each ended by a line feed, in UTF-8.</summary>
    /// <param name="lines">The lines. None has a line feed in it.</param>
    /// <returns>The signature: 64 bytes.</returns>
    /// <exception cref="ArgumentException">A line has a line feed in it: two texts could then look alike.</exception>
    public byte[] Sign(params ReadOnlySpan<string> lines)
    {
        var text = SignedText.Text(lines);
        var signature = new byte[Ed25519.SignatureSize];
        _key.Sign(Ed25519.Algorithm.Ed25519, null, text, 0, text.Length, signature, 0);
        return signature;
    }
}
