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

        FindingsTable.Compose(document, pack, judgement.Findings, explainMet: false);
    }
}
