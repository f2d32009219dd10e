using System.Text.Json;

namespace EvidenceVault.Verification.Packs.Campaigns;

/// <summary>What the index says of all calls adds up: attempts, conversations, conclusions, rules, and the shares of the volumes.</summary>
internal static class OverviewCheck
{
    // As the vault lists them.
    private const int MostExceptions = 2_000;

    // The 97.5th percentile of the standard normal distribution.
    private const double Z = 1.959963984540054;

    public static void Run(PackUnderCheck pack)
    {
        var overview = pack.Data.Get("overview");
        var attempts = overview.Number("attempts") ?? -1;
        if (attempts < 0)
        {
            pack.Fault("counts-differ", "The index says nothing of all calls together.");
            return;
        }

        BookCheck.RunOverview(pack, overview);
        Volumes(pack, attempts);
        Sum(pack, overview, "groups", attempts, g => (g.Number("outbound") ?? 0) + (g.Number("inbound") ?? 0), "attempts by caller and month");
        Sum(pack, overview, "groups", overview.Number("conversations") ?? -1, g => g.Number("conversations") ?? 0, "conversations by caller and month");
        if (pack.Data.Text("content") != "facts-and-findings") return;
        Sum(pack, overview, "counts", attempts, c => c.Number("attempts") ?? 0, "conclusions");
        Rates(pack, overview);
        var exceptions = overview.Number("exceptions") ?? -1;
        if (pack.Data.Items("calls").Count != Math.Min(exceptions, MostExceptions)) pack.Fault("counts-differ", "The index lists another number of calls that ask for attention than it says there are.");
    }

    private static void Sum(PackUnderCheck pack, JsonElement? overview, string part, long expected, Func<JsonElement?, long> count, string what)
    {
        if (overview.Items(part).Sum(i => (decimal)count(i)) != expected) pack.Fault("counts-differ", $"The {what} do not add up to what the index says there are.");
    }

    private static void Volumes(PackUnderCheck pack, long attempts)
    {
        var (number, next) = (2L, 1L);
        foreach (var volume in pack.Data.Items("volumes"))
        {
            if (volume.Number("number") != number++ || volume.Number("firstCall") != next || volume.Number("lastCall") is not { } last || last < next)
            {
                pack.Fault("counts-differ", "The volumes that the index lists do not follow each other.");
                return;
            }

            next = last + 1;
        }

        if (next - 1 != attempts || pack.Data.Get("volume").Number("allCalls") != attempts) pack.Fault("counts-differ", "The volumes that the index lists do not hold as many calls as it says there are.");
    }

    private static void Rates(PackUnderCheck pack, JsonElement? overview)
    {
        var rates = overview.Items("rates").ToLookup(r => r.Text("rule"));
        foreach (var rule in overview.Items("rules"))
            foreach (var result in new[] { "met", "breach", "unproven" })
                if (rates[rule.Text("rule")].Sum(r => (decimal)(r.Number(result) ?? 0)) != rule.Number(result)) pack.Fault("counts-differ", $"What {rule.Text("rule")} comes to by caller and month does not add up.");
        foreach (var rate in overview.Items("rates"))
            if (!IsInterval(rate)) pack.Fault("counts-differ", $"The interval of {rate.Text("rule")} is not the one that its counts give.");
    }

    private static bool IsInterval(JsonElement? rate)
    {
        if (rate.Number("met") is not { } met || rate.Number("breach") is not { } breach || rate.Number("unproven") is not { } unproven) return false;
        var of = met + breach + unproven;
        if (of <= 0 || breach < 0 || breach > of || !Double(rate, "breachLow", out var low) || !Double(rate, "breachHigh", out var high)) return false;
        var share = (double)breach / of;
        var wide = 1 + Z * Z / of;
        var middle = (share + Z * Z / (2 * of)) / wide;
        var half = Z / wide * Math.Sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
        return Math.Abs(low - (breach == 0 ? 0 : middle - half)) < 1e-4 && Math.Abs(high - (breach == of ? 1 : middle + half)) < 1e-4;
    }

    private static bool Double(JsonElement? of, string name, out double value)
    {
        value = 0;
        return of.Get(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out value);
    }
}
