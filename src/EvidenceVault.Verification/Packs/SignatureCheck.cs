using System.Security.Cryptography.X509Certificates;
using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>One of the signatures in a pack: that it covers the whole file, holds, and is by somebody who is trusted.</summary>
/// <param name="pack">The pack.</param>
/// <param name="kind">What it is: <c>seal</c> or <c>countersignature</c>. What is wrong with it begins with that.</param>
internal sealed class SignatureCheck(PackUnderCheck pack, string kind)
{
    /// <summary>The signature; null: it does not hold, which is said.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="file">What it must cover: all but its own digits.</param>
    public SignatureSeen? Read(PdfSignature signature, ReadOnlyMemory<byte> file)
    {
        if (!signature.IsOfKind || SignatureSeen.Covered(file, signature) is not { } content)
        {
            pack.Fault($"{kind}-not-whole", $"The {kind} does not cover the whole file, or is not of the kind that the vault makes.");
            return null;
        }

        if (SignatureSeen.Of(signature, content) is { } seen) return seen;
        pack.Fault($"{kind}-broken", $"The {kind} does not hold: the file was changed after it was put there, or it is none.");
        return null;
    }

    /// <summary>Checks the timestamp of a signature. Gives the time of one by an authority that is trusted; else null.</summary>
    /// <param name="seen">The signature.</param>
    /// <param name="authorities">The authorities that are trusted; empty: whose it is is left open.</param>
    public DateTimeOffset? Time(SignatureSeen seen, X509Certificate2Collection authorities)
    {
        if (seen.Timestamps.Count == 0) return null;
        var (time, fault) = TimestampToken.Check(seen.Timestamps[0], seen.Signer.GetSignature(), authorities);
        if (seen.Timestamps.Count > 1) pack.Fault($"{kind}-timestamp-broken", $"The {kind} has several timestamps: which one counts is not told.");
        else if (fault is TimestampFault.Unreadable or TimestampFault.NotSigned) pack.Fault($"{kind}-timestamp-broken", $"The timestamp of the {kind} is none, or is not signed as it says.");
        else if (fault == TimestampFault.OtherText) pack.Fault($"{kind}-timestamp-differs", $"The timestamp of the {kind} is over something else than its signature: it was taken from elsewhere.");
        else if (fault == TimestampFault.OtherAuthority) pack.Fault($"{kind}-timestamp-not-trusted", $"The timestamp of the {kind} is by none of the authorities that are trusted.");
        else pack.Facts[$"{kind}Timestamp"] = $"{time:O}{(fault == TimestampFault.AuthorityNotGiven ? " (no --tsa was given: whose it is is left open)" : "")}";
        if (fault is not null || seen.Timestamps.Count > 1) return null;
        if (time >= seen.Certificate.NotBefore && time <= seen.Certificate.NotAfter) return time;
        pack.Fault($"{kind}-timestamp-outside", $"When the timestamp says that the {kind} was there, its certificate was not valid.");
        return null;
    }

    /// <summary>Says whose it is.</summary>
    /// <param name="seen">The signature.</param>
    /// <param name="trusted">The certificates that are trusted, each a root or the signer's own; empty: whose it is is left open.</param>
    /// <param name="at">When it was certainly there; null: nobody but whoever signed says so.</param>
    /// <param name="argument">How these certificates are given.</param>
    public string Whose(SignatureSeen seen, X509Certificate2Collection trusted, DateTimeOffset? at, string argument)
    {
        if (trusted.Count > 0 && !seen.IsTrusted(trusted, at)) pack.Fault($"{kind}-not-trusted", $"The {kind} is by none of the certificates that are trusted.");
        return $"{seen.Certificate.Subject}, SHA-256 {seen.Hash}{(trusted.Count == 0 ? $" (no {argument} was given: whose it is is left open)" : "")}";
    }
}
