using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>Which volumes there are, each with its hash.</summary>
internal static class VolumesPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (volumes, t) = (pack.Data.Volumes ?? [], pack.T);
        document.Heading(1, t["De delen met alle belpogingen", "The volumes with all call attempts"], CampaignAnchors.Volumes);
        if (volumes.Count == 0)
        {
            document.Paragraph(t["Er is geen belpoging vastgelegd, dus er zijn geen andere delen.", "No call attempt is on record, so there are no other volumes."]);
            return;
        }

        document.Paragraph(t[
            "Elke vastgelegde belpoging staat in een van deze delen, ook als zij niet werd beantwoord. Elk deel is een bestand op zichzelf, met zijn eigen zegel, gegevens en bewijs. De SHA-256 bepaalt het bestand.",
            "Every call attempt on record is in one of these volumes, also those that were not answered. Each volume is a file of its own, with its own seal, data and proof. The SHA-256 fixes the file."]);
        document.Table(
            t["De delen", "The volumes"],
            [
                Column.Fixed(t["Deel", "Volume"], 36, Alignment.Right) with { IsRowHeader = true }, Column.Fit(t["Belpogingen", "Attempts"], 110), Column.Fixed(t["Bladzijden", "Pages"], 48, Alignment.Right),
                Column.Fixed(t["Omvang", "Size"], 44, Alignment.Right), Column.Share("SHA-256") with { IsMono = true },
            ],
            volumes.Select(v => Row.Create(
                t.Number(v.Number), v.FirstCall == v.LastCall ? t.Number(v.FirstCall) : $"{t.Number(v.FirstCall)} – {t.Number(v.LastCall)}", t.Number(v.Pages), t.Size(v.Size), v.Sha256)));
    }
}
