using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>The consents that calls relied on, by where they came from.</summary>
internal static class CampaignConsentsPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        document.Heading(1, t["Toestemming", "Consent"], CampaignAnchors.Consents);
        if (o.Consents.Count == 0)
        {
            document.Paragraph(t["Geen van deze belpogingen rust op een vastgelegde toestemming.", "None of these call attempts rests on a consent on record."]);
            return;
        }

        document.Paragraph(t[
            "Dit zijn de toestemmingen waarop deze belpogingen zich beroepen of waarnaar zij zijn beoordeeld, naar hun herkomst. De getoonde teksten staan onder Processtukken.",
            "These are the consents that these call attempts rely on or were judged by, by where they came from. The wordings shown are under Process documents."]);
        var findings = pack.Data.HasFindings;
        document.Table(
            t["De toestemmingen", "The consents"],
            [
                Column.Share(t["Verzameld door", "Collected by"]) with { IsRowHeader = true }, Column.Share(t["Wijze", "Way"]), Column.Share(t["Getoonde tekst", "Wording shown"]),
                Column.Fixed(t["Aantal", "Count"], 44, Alignment.Right), .. findings ? [Column.Fixed(t["Nooit bevestigd", "Never confirmed"], 56, Alignment.Right)] : (Column[])[],
                Column.Fixed(t["Na het gesprek vastgelegd", "Recorded after the call"], 62, Alignment.Right),
            ],
            o.Consents.Select(c => Line(pack, c, findings)));
    }

    private static Row Line(CampaignContext pack, ConsentSourceData c, bool findings)
    {
        var t = pack.T;
        RichText after = c.RecordedAfterCall > 0 ? Inline.Bold(t.Number(c.RecordedAfterCall), Tone.Caution) : "0";
        RichText wording = c.Wording is { } w ? Inline.Mono(w) : t["niet vermeld", "not stated"];
        return findings
            ? [pack.Party(c.Collector), t.Of(c.Method), wording, t.Number(c.Consents), c.NeverVerified > 0 ? Inline.Bold(t.Number(c.NeverVerified.Value), Tone.Bad) : "0", after]
            : [pack.Party(c.Collector), t.Of(c.Method), wording, t.Number(c.Consents), after];
    }
}
