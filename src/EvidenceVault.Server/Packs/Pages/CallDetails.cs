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
        document.Heading(1, t["Elk gesprek afzonderlijk", "Each call by itself"], Anchors.Details);
        foreach (var call in pack.Data.Calls)
        {
            document.Heading(2, t[$"Belpoging {call.Number}: {t.At(call.StartedAt)}", $"Call attempt {call.Number}: {t.At(call.StartedAt)}"]);
            document.Facts(CallFacts.Of(pack, call));
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
            [Column.Share(t["Regel", "Rule"], 0.9) with { IsRowHeader = true }, Column.Fixed(t["Uitkomst", "Result"], 62), Column.Share(t["Toelichting", "Explanation"], 2)],
            judgement.Findings.OrderBy(f => Weight(f.Result)).Select(f => Row.Create(
                [t[RulesOfTheBook.Title(f.Rule)], Inline.Plain($"\n{f.Norm.Ref}", Tone.Muted)],
                Inline.Chip(t.Of(f.Result), CallWords.ToneOf(f.Result)),
                f.Because.Count == 0 ? f.Explanation : [f.Explanation, Inline.Plain(t[$" Rust op {pack.Labels(f.Because)}.", $" Rests on {pack.Labels(f.Because)}."], Tone.Muted)])));
    }

    private static int Weight(FindingResult result) => result switch { FindingResult.Breach => 0, FindingResult.Unproven => 1, _ => 2 };
}
