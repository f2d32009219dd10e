using System.Text;
using Org.BouncyCastle.Crypto.Parameters;

namespace EvidenceVault.Verification;

/// <summary>Ed25519 (RFC 8032) over a text of lines: what the vault hands out and others check without it.</summary>
public static class SignedText
{
    /// <summary>Bytes of a private key's seed.</summary>
    public const int SeedBytes = 32;

    /// <summary>The public key of a seed: 32 bytes.</summary>
    public static byte[] PublicKeyOf(byte[] seed) => new Ed25519PrivateKeyParameters(seed, 0).GeneratePublicKey().GetEncoded();

    /// <summary>Signs the lines, each ended by a line feed, in UTF-8.</summary>
    /// <param name="seed">The private key's seed, 32 bytes.</param>
    /// <param name="lines">The lines. None has a line feed in it.</param>
    /// <returns>The signature: 64 bytes.</returns>
    /// <exception cref="ArgumentException">A line has a line feed in it: two texts could then look alike.</exception>
    public static byte[] Sign(byte[] seed, params ReadOnlySpan<string> lines)
    {
        var text = Text(lines);
        var signature = new byte[64];
        var key = new Ed25519PrivateKeyParameters(seed, 0);
        key.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, text, 0, text.Length, signature, 0);
        return signature;
    }

    /// <summary>Whether a signature is that of these lines by that key.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="signature">64 bytes; of any other length, it is not.</param>
    /// <param name="lines">The lines.</param>
    /// <exception cref="ArgumentException">A line has a line feed in it.</exception>
    public static bool Verify(byte[] publicKey, byte[] signature, params ReadOnlySpan<string> lines)
    {
        var text = Text(lines);
        return signature.Length == 64
            && new Ed25519PublicKeyParameters(publicKey, 0).Verify(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, text, 0, text.Length, signature, 0);
    }

    private static byte[] Text(ReadOnlySpan<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (line.Contains('\n', StringComparison.Ordinal)) throw new ArgumentException("A line has a line feed in it.", nameof(lines));
            text.Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
