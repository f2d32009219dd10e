using System.Globalization;
using System.Text.Json;

namespace EvidenceVault.Verification.Packs;

/// <summary>What is counted adds up: attempts, conversations, conclusions, rules.</summary>
internal static class CountsCheck
{
    private static readonly string[] Spoken = ["answered", "wrong-person", "stopped-vulnerable"];

    public static void Run(PackUnderCheck pack)
    {
        var calls = pack.Data.Items("calls");
        var (number, last) = (0L, DateTimeOffset.MinValue);
        foreach (var call in calls)
        {
            if (call.Number("number") != ++number || call.Instant("startedAt") is not { } at || at < last) pack.Fault("order-differs", string.Create(CultureInfo.InvariantCulture, $"Call {number} is not numbered in the order in which the calls began."), call.Id("eventId"));
            else last = at;
            if (call.Flag("isConversation") != Spoken.Contains(call.Text("outcome"))) pack.Fault("counts-differ", "A call is counted as a conversation, or not, against its outcome.", call.Id("eventId"));
        }

        if (pack.Data.Text("content") != "facts-and-findings") return;
        Summary(pack, calls);
        Rules(pack, calls);
    }

    private static void Summary(PackUnderCheck pack, IReadOnlyList<JsonElement?> calls)
    {
        var summary = pack.Data.Get("summary");
        if (summary.Number("attempts") != calls.Count || summary.Number("conversations") != calls.Count(c => c.Flag("isConversation") == true)) pack.Fault("counts-differ", "The summary counts other attempts or conversations than there are.");
        // Once for each call, however many conclusions a hostile file has.
        var counted = calls.AggregateBy(Basis, (Attempts: 0, Spoken: 0), (n, c) => (n.Attempts + 1, n.Spoken + (c.Flag("isConversation") == true ? 1 : 0))).ToDictionary();
        var said = summary.Items("counts");
        foreach (var count in said)
        {
            var (attempts, spoken) = counted.GetValueOrDefault((count.Text("permission"), count.Text("proof")));
            if (count.Number("attempts") != attempts || count.Number("conversations") != spoken) pack.Fault("counts-differ", $"The summary counts other attempts whose basis is {count.Text("permission")} than there are.");
        }

        if (said.Sum(c => (decimal)(c.Number("attempts") ?? 0)) != calls.Count) pack.Fault("counts-differ", "The conclusions of the summary do not add up to the attempts.");
    }

    private static (string? Permission, string? Proof) Basis(JsonElement? call) =>
        call.Get("judgement") is var judgement && judgement.Text("permission") is var permission && permission == "shown" ? (permission, judgement.Text("proof")) : (permission, null);

    private static void Rules(PackUnderCheck pack, IReadOnlyList<JsonElement?> calls)
    {
        var findings = calls.SelectMany(c => c.Get("judgement").Items("findings")).Concat(pack.Data.Items("findings")).CountBy(f => (f.Text("rule"), f.Text("result"))).ToDictionary();
        foreach (var rule in pack.Data.Items("rules"))
            foreach (var result in new[] { "met", "breach", "unproven" })
                if (rule.Number(result) != findings.GetValueOrDefault((rule.Text("rule"), result))) pack.Fault("counts-differ", $"The findings of {rule.Text("rule")} that are {result} are not as many as is said.");
    }
}
