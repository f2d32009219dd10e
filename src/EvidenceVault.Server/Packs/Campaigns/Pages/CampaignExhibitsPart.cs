using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>How many exhibits there are, and where they stand.</summary>
internal static class CampaignExhibitsPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        document.Heading(1, t["Voicelogs en andere bewijsstukken", "Voicelogs and other exhibits"], CampaignAnchors.Exhibits);
        if (o.Exhibits.Count == 0)
        {
            document.Paragraph(t["Bij deze belpogingen en toestemmingen horen geen bewijsstukken.", "No exhibits belong to these call attempts and consents."]);
            return;
        }

        document.Paragraph(t[
            "Dit zijn de bewijsstukken die bij deze belpogingen en de toestemmingen erachter horen. De bestanden zelf zijn niet bijgevoegd; hun hashes staan in de gebeurtenissen die als bewijs zijn bijgevoegd.",
            "These are the exhibits that belong to these call attempts and the consents behind them. The files themselves are not attached; their hashes stand in the events attached as proof."]);
        document.Table(
            t["De bewijsstukken", "The exhibits"],
            [Column.Share(t["Soort", "Kind"], 1.4) with { IsRowHeader = true }, Column.Share(t["Stand", "State"]), Column.Fixed(t["Aantal", "Count"], 56, Alignment.Right)],
            o.Exhibits.Select(e => Row.Create(CallsPart.Capital(t.Of(e.Kind)), Inline.Chip(t.Of(e.State), EvidenceWords.ToneOf(e.State)), t.Number(e.Count))));
        if (o.RecordingsMissing > 0)
            document.Paragraph(t[
                $"Van {t.Count(o.RecordingsMissing, "belpoging die", "belpogingen die", "", "")} volgens de opgave {(o.RecordingsMissing == 1 ? "is" : "zijn")} opgenomen, is geen opname ontvangen.",
                $"Of {t.Count(o.RecordingsMissing, "", "", "call attempt", "call attempts")} said to have been recorded, no recording was received."]);
    }
}
