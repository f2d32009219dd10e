using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>A signature that holds.</summary>
/// <param name="Signer">Who signed, and how.</param>
/// <param name="Sent">The certificates that came with it.</param>
internal sealed record SignatureSeen(SignerInfo Signer, X509Certificate2Collection Sent)
{
    private const string Stamp = "1.2.840.113549.1.9.16.2.14";

    // Weaker ones have been forged.
    private static readonly string[] Digests = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"];

    /// <summary>The certificate of who signed.</summary>
    public X509Certificate2 Certificate => Signer.Certificate!;

    /// <summary>Its SHA-256, lower-case hex.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Signer.Certificate!.RawDataMemory.Span));

    /// <summary>The timestamps that it has, whatever they are worth.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Timestamps { get; } =
        [.. Signer.UnsignedAttributes.Cast<CryptographicAttributeObject>().Where(a => a.Oid.Value == Stamp).SelectMany(a => a.Values.Cast<AsnEncodedData>()).Select(v => (ReadOnlyMemory<byte>)v.RawData)];

    /// <summary>What of a file a signature covers: all but its own digits. Null: less than that.</summary>
    public static byte[]? Covered(ReadOnlyMemory<byte> file, PdfSignature signature)
    {
        if (signature.End != file.Length || signature.Range is not [_, var first, var second, _] || second <= first + 2) return null;
        var gap = file.Span[(int)first..(int)second];
        if (gap[0] != '<' || gap[^1] != '>' || !Encoding.ASCII.GetString(gap[1..^1]).Equals(Convert.ToHexString(signature.Contents), StringComparison.OrdinalIgnoreCase)) return null;
        return [.. file.Span[..(int)first], .. file.Span[(int)second..]];
    }

    /// <summary>A signature over content; null: it does not hold.</summary>
    public static SignatureSeen? Of(PdfSignature signature, byte[] content)
    {
        try
        {
            AsnDecoder.ReadEncodedValue(signature.Contents, AsnEncodingRules.BER, out _, out _, out var length);
            // What is behind the signature is room that was left, and empty.
            if (signature.Contents.AsSpan(length).ContainsAnyExcept((byte)0)) return null;
            var cms = new SignedCms(new ContentInfo(content), detached: true);
            cms.Decode(signature.Contents.AsSpan(0, length));
            if (cms.SignerInfos is not [var signer] || signer.Certificate is null || !Digests.Contains(signer.DigestAlgorithm.Value)) return null;
            cms.CheckSignature(verifySignatureOnly: true);
            return new(signer, cms.Certificates);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Whether its certificate is one of these, or leads to one.</summary>
    /// <param name="trusted">The certificates that are trusted.</param>
    /// <param name="at">When it was certainly there; null: nobody but whoever signed says so, and then the terms of certificates say nothing.</param>
    public bool IsTrusted(X509Certificate2Collection trusted, DateTimeOffset? at)
    {
        if (trusted.Any(t => t.RawDataMemory.Span.SequenceEqual(Certificate.RawDataMemory.Span))) return true;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(Sent);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (at is { } time) chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        else chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(Certificate);
    }
}
