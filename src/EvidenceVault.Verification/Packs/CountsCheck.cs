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
        var counted = calls.Select(c => (Permission: c.Get("judgement").Text("permission"), Proof: c.Get("judgement").Text("permission") == "shown" ? c.Get("judgement").Text("proof") : null, Spoken: c.Flag("isConversation") == true)).ToList();
        var said = summary.Items("counts");
        foreach (var count in said)
        {
            var own = counted.Where(c => c.Permission == count.Text("permission") && c.Proof == count.Text("proof")).ToList();
            if (count.Number("attempts") != own.Count || count.Number("conversations") != own.Count(c => c.Spoken)) pack.Fault("counts-differ", $"The summary counts other attempts whose basis is {count.Text("permission")} than there are.");
        }

        if (said.Sum(c => (decimal)(c.Number("attempts") ?? 0)) != calls.Count) pack.Fault("counts-differ", "The conclusions of the summary do not add up to the attempts.");
    }

    private static void Rules(PackUnderCheck pack, IReadOnlyList<JsonElement?> calls)
    {
        var findings = calls.SelectMany(c => c.Get("judgement").Items("findings")).Concat(pack.Data.Items("findings")).ToLookup(f => f.Text("rule"), f => f.Text("result"));
        foreach (var rule in pack.Data.Items("rules"))
            foreach (var result in new[] { "met", "breach", "unproven" })
                if (rule.Number(result) != findings[rule.Text("rule")].Count(r => r == result)) pack.Fault("counts-differ", $"The findings of {rule.Text("rule")} that are {result} are not as many as is said.");
    }
}
