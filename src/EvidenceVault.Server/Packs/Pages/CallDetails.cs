using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Each call attempt with everything recorded about it, and what each rule says of it and why.</summary>
internal static class CallDetails
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var t = pack.T;
        document.Heading(1, t["Elke belpoging afzonderlijk", "Each call attempt by itself"], Anchors.Details);
        foreach (var call in pack.Data.Calls)
        {
            document.Heading(2, t[$"Belpoging {call.Number}: {t.At(call.StartedAt)}", $"Call attempt {call.Number}: {t.At(call.StartedAt)}"]);
            document.Facts(PackContext.Capitals(CallFacts.Of(pack, call)));
            if (call.Judgement is { } judgement) Findings(document, pack, judgement);
        }
    }

    private static void Findings(PdfDocument document, PackContext pack, JudgementData judgement)
    {
        var t = pack.T;
        if (judgement.Findings.Count == 0)
        {
            document.Paragraph(t[
                "Geen regel van deze versie van het regelboek was op deze belpoging van toepassing.",
                "No rule of this version of the rulebook applied to this call attempt."]);
            return;
        }

        document.Table(
            t["Bevindingen", "Findings"],
            [Column.Share(t["Regel", "Rule"], 1) with { IsRowHeader = true }, Column.Fixed(t["Uitkomst", "Result"], 62), Column.Share(t["Toelichting", "Explanation"], 2)],
            judgement.Findings.OrderBy(f => Weight(f.Result)).Select(f => Row.Create(
                t[RulesOfTheBook.Title(f.Rule)], Inline.Chip(t.Of(f.Result), CallWords.ToneOf(f.Result)), Why(pack, f))));
    }

    // What "met" means is the same for every call and stands with the rules; what it rests on does not.
    private static RichText Why(PackContext pack, FindingData finding)
    {
        var rests = finding.Because.Count == 0 ? "" : pack.T[$"Rust op {pack.Labels(finding.Because)}.", $"Rests on {pack.Labels(finding.Because)}."];
        return finding.Result == FindingResult.Met && finding.Reason is null
            ? Inline.Plain(rests, Tone.Muted)
            : [$"{finding.Explanation} ", Inline.Plain($"{rests} {finding.Norm.Ref}.", Tone.Muted)];
    }

    private static int Weight(FindingResult result) => result switch { FindingResult.Breach => 0, FindingResult.Unproven => 1, _ => 2 };
}
