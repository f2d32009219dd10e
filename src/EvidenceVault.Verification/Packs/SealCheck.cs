using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>The seal: that it is whole, covers the whole file, and is by the certificate that the pack names.</summary>
internal static class SealCheck
{
    // Weaker ones have been forged.
    private static readonly string[] Digests = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>Checks it.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="package">The file, read.</param>
    /// <param name="file">The file.</param>
    /// <param name="trusted">The certificates that are trusted, each a root or the sealer's own; empty: whose it is is left open.</param>
    public static void Run(PackUnderCheck pack, PdfPackage package, ReadOnlyMemory<byte> file, X509Certificate2Collection trusted)
    {
        var said = pack.Data.Get("seal");
        if (package.Signatures.Count == 0)
        {
            if (said is not null) pack.Fault("seal-missing", "The pack says it is sealed, and is not: the seal was taken off.");
            else if (trusted.Count > 0) pack.Fault("seal-missing", "Certificates were given with --seal, and the pack is not sealed.");
            return;
        }

        if (package.Signatures is not [{ IsOfKind: true } seal] || Covered(file, seal) is not { } content)
        {
            pack.Fault("seal-not-whole", "The seal does not cover the whole file, or is not of the kind that the vault makes.");
            return;
        }

        if (Signer(seal, content) is not { } signer)
        {
            pack.Fault("seal-broken", "The seal does not hold: the file was changed after it was sealed, or the seal is none.");
            return;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(signer.Certificate!.RawDataMemory.Span));
        if (said.Text("sha256") != hash) pack.Fault("seal-differs", "The file is sealed with another certificate than pack.json says, or pack.json says it is not sealed.");
        var isTrusted = trusted.Count > 0 && IsTrusted(signer.Certificate, trusted);
        if (trusted.Count > 0 && !isTrusted) pack.Fault("seal-not-trusted", "The seal is by none of the certificates that are trusted.");
        pack.Facts["sealedBy"] = $"{signer.Certificate.Subject}, SHA-256 {hash}{(trusted.Count == 0 ? " (no --seal was given: whose it is is left open)" : "")}";
        pack.IsSealed = true;
    }

    // All of the file but the digits of the signature themselves.
    private static byte[]? Covered(ReadOnlyMemory<byte> file, PdfSignature seal)
    {
        if (seal.Range is not [0, var first, var second, var rest] || first <= 0 || second <= first + 2 || rest < 0 || second + rest != file.Length) return null;
        var gap = file.Span[(int)first..(int)second];
        if (gap[0] != '<' || gap[^1] != '>' || !Encoding.ASCII.GetString(gap[1..^1]).Equals(Convert.ToHexString(seal.Contents), StringComparison.OrdinalIgnoreCase)) return null;
        return [.. file.Span[..(int)first], .. file.Span[(int)second..]];
    }

    private static SignerInfo? Signer(PdfSignature seal, byte[] content)
    {
        try
        {
            // What is behind the signature is room that was left.
            AsnDecoder.ReadEncodedValue(seal.Contents, AsnEncodingRules.BER, out _, out _, out var length);
            var cms = new SignedCms(new ContentInfo(content), detached: true);
            cms.Decode(seal.Contents.AsSpan(0, length));
            if (cms.SignerInfos is not [var signer] || signer.Certificate is null || !Digests.Contains(signer.DigestAlgorithm.Value)) return null;
            cms.CheckSignature(verifySignatureOnly: true);
            return signer;
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    // Without a timestamp nobody but the sealer says when it was sealed, so the certificate's term says nothing.
    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection trusted)
    {
        if (trusted.Any(t => t.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))) return true;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }
}
