using System.Security.Cryptography.X509Certificates;
using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>The seal: that it is whole, covers the whole file, is by the certificate that the pack names, and has the timestamp that the pack says it has.</summary>
internal static class SealCheck
{
    /// <summary>Checks it.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="package">The file, read.</param>
    /// <param name="file">The file as it was sealed.</param>
    /// <param name="trusted">The certificates that are trusted, each a root or the sealer's own; empty: whose it is is left open.</param>
    /// <param name="authorities">The timestamp authorities that are trusted, likewise.</param>
    /// <returns>The SHA-256 of the certificate; null: there is no seal that holds.</returns>
    public static string? Run(PackUnderCheck pack, PdfPackage package, ReadOnlyMemory<byte> file, X509Certificate2Collection trusted, X509Certificate2Collection authorities)
    {
        var said = pack.Data.Get("seal");
        if (package.Signatures.Count == 0)
        {
            if (said is not null) pack.Fault("seal-missing", "The pack says it is sealed, and is not: the seal was taken off.");
            else if (trusted.Count > 0) pack.Fault("seal-missing", "Certificates were given with --seal, and the pack is not sealed.");
            return null;
        }

        if (package.Signatures.Count != package.Updates + 1 || package.Signatures[0].Field != PdfSignature.First)
        {
            pack.Fault("seal-not-whole", "There are other signatures than the vault makes, or the seal was not the first thing that was signed.");
            return null;
        }

        var check = new SignatureCheck(pack, "seal");
        if (check.Read(package.Signatures[0], file) is not { } seal) return null;
        if (said.Text("sha256") != seal.Hash) pack.Fault("seal-differs", "The file is sealed with another certificate than pack.json says, or pack.json says it is not sealed.");
        pack.IsTimed = seal.Timestamps.Count > 0;
        // Nothing covers the timestamp itself. But the seal covers pack.json, which says whether there was one.
        if (pack.IsTimed && said.Text("timestampBy") is null) pack.Fault("seal-timestamp-differs", "The seal has a timestamp, and pack.json says that it has none: it was put there afterwards.");
        if (!pack.IsTimed && said.Text("timestampBy") is not null) pack.Fault("seal-timestamp-missing", "pack.json says that the seal has a timestamp, and it has none: that was taken off.");
        pack.Facts["sealedBy"] = check.Whose(seal, trusted, check.Time(seal, authorities), "--seal");
        pack.IsSealed = true;
        return seal.Hash;
    }
}
