using System.Globalization;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Verification.Packs.Campaigns;

/// <summary>Checks a volume of a campaign pack: its calls by their events in the ledger, its table, and in the index all that is counted.</summary>
internal static class CampaignCheck
{
    /// <summary>Checks it; the checkpoint, where a trusted key has signed it.</summary>
    public static SignedNote? Run(PackUnderCheck pack, IReadOnlyList<NoteKey> keys)
    {
        var leaves = new DossierLeaves();
        var note = ProofsCheck.RunTogether(pack, keys, checkpoint => leaves.Prove(pack, checkpoint));
        if (leaves.Count > 0 && pack.Data.Get("proof").Number("events") != leaves.Count) pack.Fault("leaf-differs", "pack.json tells of another number of events than are attached.");
        LoggedCallsCheck.Run(pack, leaves);
        if (pack.Data.Get("volume").Number("number") == 1) OverviewCheck.Run(pack);
        CsvCheck.Run(pack);
        pack.Facts["volume"] = pack.Data.Get("volume").Number("number");
        pack.Facts["campaign"] = pack.Data.Get("scope").Text("campaign");
        pack.Facts["calls"] = pack.Data.Items("calls").Count;
        pack.Facts["events"] = leaves.Count;
        pack.Facts["notProven"] = NotProven(pack, leaves);
        return note;
    }

    // Said each time, so that nobody takes for proven what is not.
    private static List<string> NotProven(PackUnderCheck pack, DossierLeaves leaves)
    {
        List<string> not =
        [
            pack.IsSealed
                ? "that the pages say what pack.json says (whoever holds the seal's certificate answers for that: pages and data are under one seal)"
                : "that the pages say what pack.json says (no seal binds them: compare the file's SHA-256 with the one that the vault shows)",
            "that no call was left out between the volumes (each holds the numbers that it says; the index lists them all with their hashes)",
            "descriptions of parties and campaigns, policies, and what diallers announced (they are no part of the proofs)",
        ];
        if (pack.Data.Text("content") == "facts-and-findings") not.Add("conclusions, and what is counted of them (they follow from the facts by the rulebook, which is not applied here; only sums were added up)");
        var others = pack.Data.Items("calls").SelectMany(c => c.Items("restsOn")).Select(i => i.AsId()).OfType<Guid>().Distinct().Count(id => !leaves.Has(pack, id));
        if (others > 0) not.Add(string.Create(CultureInfo.InvariantCulture, $"{others} events that findings point at and that are not this principal's own, such as descriptions of parties"));
        return not;
    }
}
