using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EvidenceVault.Verification.Packs;

/// <summary>Mandates, wordings and clearances: what the pack quotes is what was filed.</summary>
internal static class BookCheck
{
    public static void Run(PackUnderCheck pack)
    {
        foreach (var mandate in pack.Data.Items("mandates"))
            Version(pack, mandate, "mandate.given", "ref from to campaigns validFrom validTo mayDelegate capacity contract", "firstRecordedAt");
        foreach (var consent in pack.Data.Items("consents"))
        {
            Wording(pack, consent.Get("wording"));
            foreach (var step in consent.Items("confirmations")) Wording(pack, step.Get("message"));
        }

        foreach (var call in pack.Data.Items("calls")) Clearance(pack, call.Get("clearance"));
    }

    /// <summary>The same of the index of a campaign pack.</summary>
    public static void RunOverview(PackUnderCheck pack, JsonElement? overview)
    {
        foreach (var mandate in overview.Items("mandates"))
            Version(pack, mandate, "mandate.given", "ref from to campaigns validFrom validTo mayDelegate capacity contract", "firstRecordedAt");
        foreach (var wording in overview.Items("wordings")) Wording(pack, wording);
        foreach (var script in overview.Items("scripts"))
        {
            Version(pack, script, "script.filed", "ref campaign sha256=textSha256", "firstFiledAt");
            Text(pack, script, "text", script.Text("sha256"));
        }
    }

    private static void Wording(PackUnderCheck pack, JsonElement? wording)
    {
        if (wording is null) return;
        var filed = Version(pack, wording, "wording.filed", "ref sha256=textSha256 language products callersNamed means place firstCallTerm consentTerm liveFrom liveTo", "firstFiledAt");
        Text(pack, wording, "text", wording.Text("sha256"));
        Text(pack, wording, "withdrawalText", filed.Text("withdrawalTextSha256"));
    }

    private static void Text(PackUnderCheck pack, JsonElement? wording, string name, string? sha256)
    {
        if (wording.Text(name) is { } text && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != sha256)
            pack.Fault("wording-differs", $"The {name} of a wording does not have the hash that was filed.", wording.Items("eventIds").Select(i => i.AsId()).FirstOrDefault());
    }

    // It has versions, each an event: one of them says all that is shown, and the first tells since when it is on file.
    private static JsonElement? Version(PackUnderCheck pack, JsonElement? shown, string type, string fields, string first)
    {
        var ids = shown.Items("eventIds").Select(i => i.AsId()).ToList();
        var leaves = ids.Select(i => i is { } id && pack.Leaves.GetValueOrDefault(id) is { Leaf: not null } leaf && leaf.Type == type ? leaf : null).ToList();
        if (leaves.Count == 0 || leaves.Contains(null))
        {
            pack.Fault("fact-unproven", $"A version of what was filed as {type} is proven by nothing.", ids.FirstOrDefault());
            return null;
        }

        if (!JsonReading.IsSame(shown.Get(first), leaves[0]!.Leaf.Get("recordedAt"))) pack.Fault("fact-differs", $"pack.json shows another {first} than was recorded.", ids[0]);
        var version = leaves.FindLast(leaf => Fields.Pairs(fields).All(p => JsonReading.IsSame(shown.Get(p.Shown), leaf!.Body.Get(p.Recorded))));
        if (version is null) pack.Fault("fact-differs", $"What pack.json shows of {type} was never filed so.", ids[^1]);
        return version?.Body;
    }

    private static void Clearance(PackUnderCheck pack, JsonElement? clearance)
    {
        var decided = clearance.Get("decided");
        if (decided is null) return;
        var id = decided.Id("eventId");
        if (id is null || !pack.Leaves.TryGetValue(id.Value, out var leaf)) pack.Fault("fact-unproven", "Nothing proves the clearance that a call cites.", id);
        else if (leaf.Leaf is not null)
        {
            if (leaf.Type != "clearance.decided" || leaf.Body.Text("clearance") != clearance.Text("id")) pack.Fault("fact-differs", "The clearance that a call cites is another one than is proven.", id);
            Fields.Compare(pack, decided, leaf.Body, "clear decidedAt=occurredAt recheckAfter", id);
        }
    }
}
