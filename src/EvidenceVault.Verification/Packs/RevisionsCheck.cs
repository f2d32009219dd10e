using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>Whether a file is as it was sealed, or was countersigned since, and nothing else was done to it behind its end.</summary>
internal static class RevisionsCheck
{
    /// <summary>The file as it was when it was sealed: without the countersignature, where all that was done since is to put one on it.</summary>
    public static ReadOnlyMemory<byte> Run(PackUnderCheck pack, PdfPackage package, ReadOnlyMemory<byte> file)
    {
        if (package.Updates == 0) return file;
        try
        {
            if (package.Updates > 1) throw new FormatException("It was changed more than once.");
            if (package.Signatures is not [{ Field: PdfSignature.First, End: > 0 and var end }, { Field: PdfSignature.Second }] || end >= file.Length)
                throw new FormatException("It is no countersignature of a sealed file.");
            PdfUpdate.MustOnlySign(file, (int)end);
            return file[..(int)end];
        }
        catch (FormatException e)
        {
            pack.Fault("updated", $"The file was changed behind its end. {e.Message}");
            return file;
        }
    }
}
