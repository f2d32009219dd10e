using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace EvidenceVault.Verification;

/// <summary>Timestamps by RFC 3161, each a token that an authority signed over the hash of something.</summary>
public static class TimestampToken
{
    private const string Info = "1.2.840.113549.1.9.16.1.4";
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>What a token says, and what is wrong with it.</summary>
    /// <param name="token">The token, DER.</param>
    /// <param name="stamped">What it must be over.</param>
    /// <param name="roots">The certificates of the authorities that are trusted, each a root or the authority's own; empty: whose it is is left open.</param>
    public static TokenSeen Check(ReadOnlyMemory<byte> token, ReadOnlySpan<byte> stamped, X509Certificate2Collection roots)
    {
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(token, out var read, out var length) || length != token.Length) return new(null, IsToken(token.Span) ? TimestampFault.NotSigned : TimestampFault.Unreadable);
            var info = read.TokenInfo;
            if (!info.GetMessageHash().Span.SequenceEqual(Hash(info.HashAlgorithmId.Value, stamped))) return new(null, TimestampFault.OtherText);
            var sent = read.AsSignedCms().Certificates;
            if (!read.VerifySignatureForData(stamped, out var signer, [.. sent, .. roots])) return new(null, TimestampFault.NotSigned);
            return new(info.Timestamp, roots.Count == 0 ? TimestampFault.AuthorityNotGiven : IsTrusted(signer, sent, roots, info.Timestamp) ? null : TimestampFault.OtherAuthority);
        }
        catch (CryptographicException)
        {
            return new(null, TimestampFault.Unreadable);
        }
    }

    // Whether it is a token all the same: one that its own certificate has not signed is not decoded as one.
    private static bool IsToken(ReadOnlySpan<byte> bytes)
    {
        try
        {
            AsnDecoder.ReadEncodedValue(bytes, AsnEncodingRules.BER, out _, out _, out var length);
            var cms = new SignedCms();
            cms.Decode(bytes);
            return length == bytes.Length && cms.ContentInfo.ContentType.Value == Info && cms.SignerInfos.Count == 1 && Rfc3161TimestampTokenInfo.TryDecode(cms.ContentInfo.Content, out _, out _);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return false;
        }
    }

    private static bool IsTrusted(X509Certificate2 signer, X509Certificate2Collection sent, X509Certificate2Collection roots, DateTimeOffset at)
    {
        if (roots.Any(r => r.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span)) && at >= signer.NotBefore && at <= signer.NotAfter) return true;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(Timestamping));
        // Offline: and as of when it was made, for the certificate may have ended since.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        return chain.Build(signer);
    }

    private static byte[] Hash(string? algorithm, ReadOnlySpan<byte> data) => algorithm switch
    {
        "2.16.840.1.101.3.4.2.1" => SHA256.HashData(data),
        "2.16.840.1.101.3.4.2.2" => SHA384.HashData(data),
        "2.16.840.1.101.3.4.2.3" => SHA512.HashData(data),
        _ => [],
    };
}

/// <summary>A timestamp token.</summary>
/// <param name="Time">The time it gives; null: nothing of it holds.</param>
/// <param name="Fault">What is wrong with it; null: nothing.</param>
public sealed record TokenSeen(DateTimeOffset? Time, TimestampFault? Fault);

/// <summary>What is wrong with a timestamp.</summary>
public enum TimestampFault
{
    /// <summary>It is no timestamp token.</summary>
    Unreadable,

    /// <summary>It is over something else.</summary>
    OtherText,

    /// <summary>Its signature does not hold.</summary>
    NotSigned,

    /// <summary>Its signature holds, and its certificate does not lead to those that are trusted.</summary>
    OtherAuthority,

    /// <summary>Its signature holds; whom to trust was not said.</summary>
    AuthorityNotGiven,
}
