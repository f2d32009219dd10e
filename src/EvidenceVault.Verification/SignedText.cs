using System.Text;
using Org.BouncyCastle.Crypto.Parameters;

namespace EvidenceVault.Verification;

/// <summary>Ed25519 (RFC 8032) over a text of lines: what the vault hands out and others check without it.</summary>
public static class SignedText
{
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

    internal static byte[] Text(ReadOnlySpan<string> lines)
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
