using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Findings with why, the worst first.</summary>
internal static class FindingsTable
{
    /// <param name="document">The document.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="explainMet">Whether it is said here what "met" means; for calls it is the same each time, and stands with the rules.</param>
    internal static void Compose(PdfDocument document, PackContext pack, IReadOnlyList<FindingData> findings, bool explainMet)
    {
        var t = pack.T;
        document.Table(
            t["Bevindingen", "Findings"],
            [Column.Share(t["Regel", "Rule"], 1) with { IsRowHeader = true }, Column.Fixed(t["Uitkomst", "Result"], 62), Column.Share(t["Toelichting", "Explanation"], 2)],
            findings.OrderBy(f => Weight(f.Result)).Select(f => Row.Create(
                t[RulesOfTheBook.Title(f.Rule)], Inline.Chip(t.Of(f.Result), CallWords.ToneOf(f.Result)), Why(pack, f, explainMet))));
    }

    private static RichText Why(PackContext pack, FindingData finding, bool explainMet)
    {
        var rests = finding.Because.Count == 0 ? "" : pack.T[$"Rust op {pack.Labels(finding.Because)}.", $"Rests on {pack.Labels(finding.Because)}."];
        return finding.Result == FindingResult.Met && finding.Reason is null && !explainMet
            ? Inline.Plain(rests, Tone.Muted)
            : [$"{finding.Explanation} ", Inline.Plain($"{rests} {finding.Norm.Ref}.", Tone.Muted)];
    }

    private static int Weight(FindingResult result) => result switch { FindingResult.Breach => 0, FindingResult.Unproven => 1, _ => 2 };
}
