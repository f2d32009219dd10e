using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EvidenceVault.Verification.Ledger;

/// <summary>
/// A timestamp by RFC 3161 over the text of a note, as a signature line of that note, by the authority's name. The kind of signature is 0xff with a longer
/// identifier, as C2SP <c>signed-note</c> has it for kinds of one's own: who does not know it leaves it alone.
/// </summary>
public static class NoteTimestamp
{
    private const byte OwnKind = 0xff;
    private const string Identifier = "rfc3161-timestamp-token";
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>The line of a timestamp.</summary>
    /// <param name="authority">The authority's name: no spaces, no plus.</param>
    /// <param name="token">The token, DER.</param>
    public static NoteSignature Of(string authority, byte[] token) => new(authority, KeyId(authority), token);

    /// <summary>The lines of a note that are timestamps.</summary>
    public static IEnumerable<NoteSignature> In(SignedNote note) => note.Signatures.Where(s => s.KeyId.AsSpan().SequenceEqual(KeyId(s.Name)));

    /// <summary>The bytes that a token is over.</summary>
    public static byte[] Stamped(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>What a timestamp says, and what is wrong with it.</summary>
    /// <param name="text">The text of the note.</param>
    /// <param name="line">The line of the timestamp.</param>
    /// <param name="roots">The certificates of the authorities that are trusted, each a root or the authority's own; empty: whose it is is left open.</param>
    public static TimestampSeen Check(string text, NoteSignature line, X509Certificate2Collection roots)
    {
        try
        {
            if (!Rfc3161TimestampToken.TryDecode(line.Bytes, out var token, out var read) || read != line.Bytes.Length) return new(line.Name, null, TimestampFault.Unreadable);
            var info = token.TokenInfo;
            if (!info.GetMessageHash().Span.SequenceEqual(Hash(info.HashAlgorithmId.Value, Stamped(text)))) return new(line.Name, null, TimestampFault.OtherText);
            var sent = token.AsSignedCms().Certificates;
            if (!token.VerifySignatureForData(Stamped(text), out var signer, [.. sent, .. roots])) return new(line.Name, null, TimestampFault.NotSigned);
            return new(line.Name, info.Timestamp, roots.Count == 0 ? TimestampFault.AuthorityNotGiven : IsTrusted(signer, sent, roots, info.Timestamp) ? null : TimestampFault.OtherAuthority);
        }
        catch (CryptographicException)
        {
            return new(line.Name, null, TimestampFault.Unreadable);
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

    private static byte[] Hash(string? algorithm, byte[] data) => algorithm switch
    {
        "2.16.840.1.101.3.4.2.1" => SHA256.HashData(data),
        "2.16.840.1.101.3.4.2.2" => SHA384.HashData(data),
        "2.16.840.1.101.3.4.2.3" => SHA512.HashData(data),
        _ => [],
    };

    private static byte[] KeyId(string authority) => SHA256.HashData([.. Encoding.UTF8.GetBytes(authority), (byte)'\n', OwnKind, .. Encoding.ASCII.GetBytes(Identifier)])[..4];
}

/// <summary>A timestamp of a note.</summary>
/// <param name="Authority">By whom it says it is.</param>
/// <param name="Time">The time it gives; null: nothing of it holds.</param>
/// <param name="Fault">What is wrong with it; null: nothing.</param>
public sealed record TimestampSeen(string Authority, DateTimeOffset? Time, TimestampFault? Fault);

/// <summary>What is wrong with a timestamp.</summary>
public enum TimestampFault
{
    /// <summary>It is no timestamp token.</summary>
    Unreadable,

    /// <summary>It is over another text.</summary>
    OtherText,

    /// <summary>Its signature does not hold.</summary>
    NotSigned,

    /// <summary>Its signature holds, and its certificate does not lead to those that are trusted.</summary>
    OtherAuthority,

    /// <summary>Its signature holds; whom to trust was not said.</summary>
    AuthorityNotGiven,
}
