using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>One page: the plain conclusions with their numbers, and what is missing.</summary>
internal static class ShortPage
{
    /// <summary>With more, the page would not stay one.</summary>
    internal const int MostMissing = 8;

    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["In het kort", "In short"], Anchors.Short);
        document.Paragraph(Lead(pack), ParagraphStyle.Lead);
        if (data.Summary is { Attempts: > 0 } summary) Counts(document, pack, summary);
        document.Bullets(Conclusions.Of(pack));
        Missing(document, pack);
        document.PageBreak();
    }

    private static RichText Lead(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (data.Calls.Count == 0)
            return t[$"Tot en met {t.Date(data.AsOf)} is geen enkele belpoging vastgelegd.", $"Until {t.Date(data.AsOf)}, no call attempt is on record."];
        var conversations = data.Calls.Count(c => c.IsConversation);
        List<Inline> lead =
        [
            t[$"Tot en met {t.Date(data.AsOf)} zijn ", $"Until {t.Date(data.AsOf)}, "],
            Inline.Bold(t.Count(data.Calls.Count, "belpoging", "belpogingen", "call attempt", "call attempts")),
            t[" vastgelegd, waarvan ", data.Calls.Count == 1 ? " is on record, of which " : " are on record, of which "],
            Inline.Bold(t.Number(conversations)),
            t[" tot een gesprek leidde" + (conversations == 1 ? "." : "n."), conversations == 1 ? " was a conversation." : " were conversations."],
        ];
        if (data.Summary is { } summary)
        {
            lead.Add(" ");
            lead.AddRange(Basis(t, summary));
        }

        return RichText.Create(lead.ToArray());
    }

    private static IEnumerable<Inline> Basis(Tongue t, SummaryData summary)
    {
        int Of(PermissionConclusion permission) => summary.Counts.Where(c => c.Permission == permission).Sum(c => c.Attempts);
        yield return t["Een grondslag om te bellen is ", "A basis to call is "];
        yield return Inline.Bold(t[$"voor {Of(PermissionConclusion.Shown)} getoond", $"shown for {Of(PermissionConclusion.Shown)}"]);
        yield return t[
            $", voor {Of(PermissionConclusion.NotShown)} niet getoond en voor {Of(PermissionConclusion.Unproven)} op het bewaarde bewijs niet vast te stellen.",
            $", not shown for {Of(PermissionConclusion.NotShown)}, and not to be decided on the evidence held for {Of(PermissionConclusion.Unproven)}."];
        if (Of(PermissionConclusion.NotAssessed) is > 0 and var rest)
            yield return t[$" Voor {rest} is de grondslag niet beoordeeld.", $" For {rest} the basis was not assessed."];
    }

    private static void Counts(PdfDocument document, PackContext pack, SummaryData summary)
    {
        var t = pack.T;
        document.Table(
            t["Grondslag per belpoging, en het bewijs daarvan", "Basis per attempt, and the proof of it"],
            [
                Column.Fixed(t["Grondslag", "Basis"], 84), Column.Share(t["Bewijs", "Proof"]),
                Column.Fixed(t["Belpogingen", "Attempts"], 62, Alignment.Right), Column.Fixed(t["Waarvan gesprek", "Conversations"], 76, Alignment.Right),
            ],
            [
                .. summary.Counts.Select(c => Row.Create(
                    Inline.Chip(t.Of(c.Permission), CallWords.ToneOf(c.Permission)), c.Proof is { } proof ? t.Of(proof) : Means(t, c.Permission),
                    t.Number(c.Attempts), t.Number(c.Conversations))),
                [Inline.Bold(t["Samen", "Total"]), "", Inline.Bold(t.Number(summary.Attempts)), Inline.Bold(t.Number(summary.Conversations))],
            ]);
    }

    internal static string Means(Tongue t, PermissionConclusion permission) => permission switch
    {
        PermissionConclusion.NotShown => t["de vastgelegde feiten spreken tegen een grondslag", "the facts on record speak against a basis"],
        PermissionConclusion.Unproven => t["het bewijs dat zou beslissen, ontbreekt", "the evidence that would decide is missing"],
        PermissionConclusion.NotAssessed => t["geen regel van deze versie oordeelt hierover", "no rule of this version decides on this"],
        _ => "",
    };

    private static void Missing(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(2, t["Wat ontbreekt", "What is missing"]);
        if (data.Missing.Count == 0)
        {
            document.Paragraph(t[
                "Van de feiten in dit dossier ontbreekt geen stuk waarnaar zij verwijzen. Of alle feiten zijn aangeleverd, kan de kluis niet weten.",
                "No item that the facts in this pack refer to is missing. Whether all facts were handed in, the vault cannot know."]);
            return;
        }

        document.Bullets(data.Missing.Take(MostMissing).Select(m => MissingWords.Of(pack, m)));
        if (data.Missing.Count > MostMissing)
            document.Paragraph(
                [t[$"En nog {data.Missing.Count - MostMissing}; alle staan onder ", $"And {data.Missing.Count - MostMissing} more; all are listed in "],
                    Inline.Link(t["Dataminimalisatie en grenzen", "Data minimisation and limits"], Anchors.Limits), "."],
                ParagraphStyle.Small);
    }
}
