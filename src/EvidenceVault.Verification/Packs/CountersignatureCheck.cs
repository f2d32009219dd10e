using System.Security.Cryptography.X509Certificates;
using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>The countersignature of a second person, where there is one: that it covers the sealed file as a whole, and is not by whoever sealed it.</summary>
internal static class CountersignatureCheck
{
    /// <summary>Checks it.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="signature">The countersignature; null: there is none.</param>
    /// <param name="file">The file.</param>
    /// <param name="seal">The SHA-256 of the certificate of the seal; null: there is no seal that holds.</param>
    /// <param name="trusted">The certificates that are trusted, each a root or the countersigner's own; empty: whose it is is left open.</param>
    /// <param name="authorities">The timestamp authorities that are trusted, likewise.</param>
    public static void Run(PackUnderCheck pack, PdfSignature? signature, ReadOnlyMemory<byte> file, string? seal, X509Certificate2Collection trusted, X509Certificate2Collection authorities)
    {
        if (signature is null)
        {
            if (trusted.Count > 0) pack.Fault("countersignature-missing", "Certificates were given with --countersigner, and nobody countersigned the pack.");
            return;
        }

        var check = new SignatureCheck(pack, "countersignature");
        if (check.Read(signature, file) is not { } seen) return;
        if (seen.Hash == seal) pack.Fault("countersignature-same", "The countersignature is by the certificate of the seal: no second person signed.");
        pack.Facts["countersignedBy"] = check.Whose(seen, trusted, check.Time(seen, authorities), "--countersigner");
    }
}
