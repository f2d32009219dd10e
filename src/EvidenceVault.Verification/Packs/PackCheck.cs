using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EvidenceVault.Verification.Ledger;
using EvidenceVault.Verification.Pdf;

namespace EvidenceVault.Verification.Packs;

/// <summary>
/// Checks an evidence pack offline: that its data rest on events that stand in the ledger, as the ledger's key signed it, and say what these events say.
/// Whatever the file is, the answer is faults: it never fails otherwise.
/// </summary>
public static class PackCheck
{
    /// <summary>The most bytes of a pack that are read.</summary>
    public const int Largest = 256 << 20;

    /// <summary>Whether a file says it is a PDF.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> file) => file.StartsWith("%PDF-"u8);

    /// <summary>Checks one.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="keys">The keys of ledgers that are trusted.</param>
    /// <param name="sealers">The certificates that a seal is trusted by, each a root or the sealer's own; null: whose a seal is is left open.</param>
    /// <param name="countersigners">Those that a countersignature is trusted by, likewise.</param>
    /// <param name="authorities">Those that the timestamps of both are trusted by, likewise.</param>
    public static PackSeen Check(
        ReadOnlyMemory<byte> pdf, IReadOnlyList<NoteKey> keys, X509Certificate2Collection? sealers = null, X509Certificate2Collection? countersigners = null,
        X509Certificate2Collection? authorities = null)
    {
        var pack = new PackUnderCheck();
        try
        {
            if (pdf.Length > Largest) throw new FormatException($"It is larger than the {Largest >> 20} MB that are read.");
            var package = new PdfPackage(pdf);
            FilesCheck.Run(pack, package);
            var asSealed = RevisionsCheck.Run(pack, package, pdf);
            if (!pack.Read()) return pack.Seen(null);
            FilesCheck.OfKind(pack);
            pack.Facts["kind"] = pack.IsCampaign ? "campaign-pack" : "pack";
            pack.Facts["pack"] = pack.Data.Text("pack");
            pack.Facts["principal"] = pack.Data.Get("principal").Text("slug");
            pack.Facts["asOf"] = pack.Data.Text("asOf");
            pack.Facts["pages"] = package.Pages;
            DocumentCheck.Run(pack, package);
            var seal = SealCheck.Run(pack, package, asSealed, sealers ?? [], authorities ?? []);
            CountersignatureCheck.Run(pack, asSealed.Length < pdf.Length ? package.Signatures[1] : null, pdf, seal, countersigners ?? [], authorities ?? []);
            if (pack.IsCampaign) return pack.Seen(Campaigns.CampaignCheck.Run(pack, keys));
            var checkpoint = ProofsCheck.Run(pack, keys);
            CoverageCheck.Run(pack);
            RecordsCheck.Run(pack);
            ExhibitsCheck.Run(pack);
            BookCheck.Run(pack);
            CountsCheck.Run(pack);
            CsvCheck.Run(pack);
            pack.Facts["events"] = pack.Leaves.Count;
            pack.Facts["notProven"] = NotProven(pack);
            return pack.Seen(checkpoint);
        }
        catch (FormatException e)
        {
            pack.Fault("unreadable", $"This cannot be read as a pack. {e.Message}");
            return pack.Seen(null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Under a tree that nobody signed, and in a file that nobody vouches for, may stand texts that are none, and days before there were time zones.
            pack.Fault("unreadable", "This cannot be read as a pack. It holds what no vault writes.");
            return pack.Seen(null);
        }
    }

    // Said each time, so that nobody takes for proven what is not.
    private static List<string> NotProven(PackUnderCheck pack)
    {
        List<string> not =
        [
            pack.IsSealed
                ? "that the pages say what pack.json says (whoever holds the seal's certificate answers for that: pages and data are under one seal)"
                : "that the pages say what pack.json says (no seal binds them: compare the file's SHA-256 with the one that the vault shows)",
            "names, numbers, mail addresses, references, notes and words of complaints (in the ledger they are hashes under a secret key)",
            "descriptions of parties and campaigns, and policies (they are no part of the proofs)",
        ];
        if (pack is { IsSealed: true, IsTimed: false }) not.Add("when it was sealed (the seal has no timestamp: nobody but whoever sealed it says so)");
        if (pack.Data.Text("content") == "facts-and-findings") not.Add("conclusions (they follow from the facts by the rulebook, which is not applied here; only their counts were added up)");
        if (pack.Leaves.Values.Count(l => l.Leaf is null) is > 0 and var withheld) not.Add(string.Create(CultureInfo.InvariantCulture, $"the content of {withheld} clearances (left out, since findings stand in it; that they stand in the ledger is proven)"));
        return not;
    }
}
