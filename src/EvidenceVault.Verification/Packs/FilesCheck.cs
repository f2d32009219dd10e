using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>The attached files: those of a pack, each once, whole, and no others.</summary>
internal static class FilesCheck
{
    private static readonly string[] Always = ["pack.json", "calls.csv", "keys.json", "README.txt", "proofs/checkpoint"];

    private static readonly string[] OfCampaigns = ["proofs/leaves.txt", "proofs/hashes.txt"];

    public static void Run(PackUnderCheck pack, PdfPackage package)
    {
        foreach (var file in package.Files)
        {
            if (!pack.Files.TryAdd(file.Name, file.Content)) pack.Fault("attachment-doubled", $"{file.Name} is attached twice: which one counts is not told.");
            if (!file.HasOneName) pack.Fault("attachment-misnamed", $"{file.Name} is shown under another name.");
            if (!file.IsWhole) pack.Fault("attachment-damaged", $"{file.Name} does not have the length and checksum that the PDF gives for it.");
            if (!IsOfPack(file.Name)) pack.Fault("attachment-unknown", $"{file.Name} is no file of a pack: something was added.");
        }

        foreach (var name in Always.Where(name => !pack.Files.ContainsKey(name))) pack.Fault("attachment-missing", $"{name} is not attached.");
    }

    /// <summary>Those that one kind of pack has and the other has not.</summary>
    public static void OfKind(PackUnderCheck pack)
    {
        foreach (var name in OfCampaigns.Where(name => pack.IsCampaign && !pack.Files.ContainsKey(name))) pack.Fault("attachment-missing", $"{name} is not attached.");
        foreach (var name in pack.Files.Keys.Where(name => pack.IsCampaign ? ProofsCheck.EventOf(name) is not null : OfCampaigns.Contains(name))) pack.Fault("attachment-unknown", $"{name} is no file of such a pack: something was added.");
    }

    private static bool IsOfPack(string name) =>
        Always.Contains(name) || OfCampaigns.Contains(name) || name == "proofs/checkpoint.txt" || ProofsCheck.EventOf(name) is not null
        || (name.StartsWith("proofs/timestamp-", StringComparison.Ordinal) && name.EndsWith(".tst", StringComparison.Ordinal));
}
