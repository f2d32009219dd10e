using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>Whether all attempts were handed in, by what the diallers announced.</summary>
internal static class CompletenessPart
{
    private const int MostDays = 400;

    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        document.Heading(1, t["Volledigheid", "Completeness"], CampaignAnchors.Completeness);
        document.Paragraph(t[
            "Een belsysteem kan per dag aankondigen hoeveel belpogingen het deed. Zulke aantallen gaan over alle campagnes van een beller voor deze opdrachtgever samen; hieronder staan zij naast wat over al deze campagnes is aangeleverd.",
            "A dialler can announce how many call attempts it made on a day. Such numbers are of all of a caller's campaigns for this principal together; below they stand beside what was handed in of all these campaigns."]);
        if (o.Completeness.Count == 0)
        {
            document.Paragraph(t["Geen beller deed in deze periode uitgaande belpogingen, en geen kondigde er aan.", "No caller made outbound attempts in this period, and none announced any."]);
            return;
        }

        document.Table(
            t["Aangekondigd en aangeleverd", "Announced and handed in"],
            [
                Column.Share(t["Beller", "Caller"], 1.4) with { IsRowHeader = true }, Column.Fixed(t["Dagen met aankondiging", "Days announced"], 66, Alignment.Right), Column.Fixed(t["Dagen zonder", "Days without"], 48, Alignment.Right),
                Column.Fixed(t["Aan\u00ADgekondigd", "An\u00ADnounced"], 52, Alignment.Right), Column.Fixed(t["Aan\u00ADgeleverd", "Handed in"], 48, Alignment.Right), Column.Fixed(t["Ontbreekt", "Missing"], 46, Alignment.Right),
                Column.Fixed(t["Te veel", "Surplus"], 40, Alignment.Right),
            ],
            o.Completeness.Select(c => Line(pack, c)));
        var days = o.Completeness.SelectMany(c => c.Days.Select(day => (c.Party, Day: day))).OrderBy(d => d.Day.Day).ThenBy(d => d.Party, StringComparer.Ordinal).ToList();
        if (days.Count == 0) return;
        document.Table(
            t["Dagen waarop de aantallen verschillen", "Days on which the numbers differ"],
            [
                Column.Fixed(t["Dag", "Day"], 84) with { IsRowHeader = true }, Column.Share(t["Beller", "Caller"]), Column.Fixed(t["Aangekondigd", "Announced"], 66, Alignment.Right),
                Column.Fixed(t["Aangeleverd", "Handed in"], 62, Alignment.Right),
            ],
            days.Take(MostDays).Select(d => Row.Create(t.BriefDate(d.Day.Day), pack.Party(d.Party), d.Day.Announced is { } said ? t.Number(said) : t["niets", "nothing"], t.Number(d.Day.HandedIn))));
        if (days.Count > MostDays)
            document.Paragraph(t[$"En nog {t.Number(days.Count - MostDays)} dagen; alle staan in pack.json.", $"And {t.Number(days.Count - MostDays)} more days; all are in pack.json."], ParagraphStyle.Small);
    }

    private static Row Line(CampaignContext pack, CompletenessData c)
    {
        var t = pack.T;
        return
        [
            pack.Party(c.Party), t.Number(c.DaysAnnounced), c.DaysNotAnnounced > 0 ? Inline.Bold(t.Number(c.DaysNotAnnounced), Tone.Caution) : "0", t.Number(c.Announced), t.Number(c.HandedIn),
            c.Missing > 0 ? Inline.Bold(t.Number(c.Missing), Tone.Bad) : "0", c.Surplus > 0 ? Inline.Bold(t.Number(c.Surplus), Tone.Caution) : "0",
        ];
    }
}
