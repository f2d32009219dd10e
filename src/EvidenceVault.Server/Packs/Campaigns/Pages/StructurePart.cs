using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>What holds over many calls: rates by rule, caller and month, calls after a withdrawal, complaints, contradictions, and what the rules on dossiers say.</summary>
internal static class StructurePart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var t = pack.T;
        document.Heading(1, t["Structuur", "Structure"], CampaignAnchors.Structure);
        document.Paragraph(t[
            "Een fout in één gesprek zegt weinig over hoe een campagne werd gevoerd; een patroon wel. Hieronder staat hoe vaak elke regel per beller en maand niet werd gehaald, en wat in de feiten niet met elkaar te rijmen is.",
            "A mistake in one call says little of how a campaign was run; a pattern does. Below is how often each rule was not met, by caller and month, and what in the facts does not fit together."]);
        Groups(document, pack);
        Rates(document, pack);
        Dossiers(document, pack);
        Contradictions(document, pack);
    }

    private static void Groups(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        if (o.Groups.Count == 0) return;
        document.Table(
            t["Per beller en maand", "By caller and month"],
            [
                Column.Share(t["Beller", "Caller"], 1.4) with { IsRowHeader = true }, Column.Fixed(t["Belpogingen", "Attempts"], 54, Alignment.Right), Column.Fixed(t["Gesprekken", "Conversa\u00ADtions"], 54, Alignment.Right),
                Column.Fixed(t["Stille ge\u00ADsprekken", "Dropped"], 44, Alignment.Right), Column.Fixed(t["Laat aan\u00ADgeleverd", "Handed in late"], 46, Alignment.Right), Column.Fixed(t["Klachten", "Com\u00ADplaints"], 42, Alignment.Right),
                Column.Share(t["Na intrekking of bezwaar", "After withdrawal or objection"], 1.3),
            ],
            GroupRows(pack));
    }

    private static IEnumerable<Row> GroupRows(CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        foreach (var month in o.Groups.GroupBy(g => g.Month))
        {
            yield return Row.Group(pack.Month(month.Key));
            foreach (var g in month)
                yield return
                [
                    pack.Party(g.Party), t.Number(g.Attempts), t.Number(g.Conversations), t.Number(g.Dropped), t.Number(g.HandedInLate), t.Number(g.Complaints),
                    g.AfterWithdrawal is { } a
                        ? [Inline.Bold(t.Count(a.Calls, "belpoging", "belpogingen", "call attempt", "call attempts"), Tone.Bad), Inline.Plain(t[
                            $"\nmediaan {ChartsPart.Hours(t, a.MedianHours)} uur, langste {t.Number(a.MostHours)} uur", $"\nmedian {ChartsPart.Hours(t, a.MedianHours)} h, longest {t.Number(a.MostHours)} h"], Tone.Muted)]
                        : t["geen", "none"],
                ];
        }
    }

    private static void Rates(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        var telling = o.Rules.Where(r => r.Breach + r.Unproven > 0).ToList();
        if (telling.Count == 0)
        {
            document.Paragraph(t["Geen regel is voor een van deze belpogingen niet gehaald of onbewezen.", "No rule was not met, or is unproven, for any of these call attempts."]);
            return;
        }

        document.Table(
            t["Niet voldaan en onbewezen per regel, beller en maand", "Not met and unproven by rule, caller and month"],
            [
                Column.Share(t["Beller en maand", "Caller and month"], 1.6) with { IsRowHeader = true }, Column.Fixed(t["Van toepassing", "Applied to"], 58, Alignment.Right),
                Column.Fixed(t["Niet voldaan", "Not met"], 48, Alignment.Right), Column.Fixed(t["Aandeel", "Share"], 42, Alignment.Right), Column.Fixed(t["95%-interval", "95% interval"], 78, Alignment.Right),
                Column.Fixed(t["Onbewezen", "Unproven"], 52, Alignment.Right),
            ],
            RateRows(pack, telling));
        var met = o.Rules.Where(r => r.Breach + r.Unproven == 0 && r.Met > 0).Select(r => t[RulesOfTheBook.Title(r.Rule)]).ToList();
        if (met.Count > 0)
            document.Paragraph(t[$"Steeds voldaan waar zij van toepassing waren: {string.Join("; ", met)}.", $"Always met where they applied: {string.Join("; ", met)}."], ParagraphStyle.Small);
    }

    private static IEnumerable<Row> RateRows(CampaignContext pack, List<RuleData> telling)
    {
        var t = pack.T;
        foreach (var rule in telling)
        {
            yield return Row.Group($"{t[RulesOfTheBook.Title(rule.Rule)]} ({rule.Norm.Ref})");
            foreach (var r in pack.Overview.Rates.Where(r => r.Rule == rule.Rule)) yield return Rate(pack, r);
        }
    }

    private static Row Rate(CampaignContext pack, RateData r)
    {
        var t = pack.T;
        return
        [
            [pack.Party(r.Party), Inline.Plain($", {pack.Month(r.Month)}", Tone.Muted)], t.Number(r.Applicable), r.Breach > 0 ? Inline.Bold(t.Number(r.Breach), Tone.Bad) : "0",
            pack.Percent(r.Breach, r.Applicable), $"{pack.Percent(r.BreachLow)} – {pack.Percent(r.BreachHigh)}", r.Unproven > 0 ? Inline.Bold(t.Number(r.Unproven), Tone.Caution) : "0",
        ];
    }

    private static void Dossiers(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        if (o.OnDossiers.Count == 0) return;
        document.Heading(2, t["De gebelde personen", "The people called"]);
        document.Paragraph(t[
            "Deze regels gaan niet over één gesprek, maar over alles wat over een gebelde persoon is vastgelegd, ook buiten deze campagne.",
            "These rules are not about one call, but about all that is on record about a person called, outside this campaign too."]);
        document.Table(
            "",
            [
                Column.Share(t["Regel", "Rule"], 1.5) with { IsRowHeader = true }, Column.Share(t["Norm", "Norm"]), Column.Fixed(t["Voldaan", "Met"], 48, Alignment.Right),
                Column.Fixed(t["Niet voldaan", "Not met"], 48, Alignment.Right), Column.Fixed(t["Onbewezen", "Unproven"], 52, Alignment.Right),
            ],
            o.OnDossiers.Select(r => Row.Create(
                t[RulesOfTheBook.Title(r.Rule)], r.Norm.Ref, t.Number(r.Met), r.Breach > 0 ? Inline.Bold(t.Number(r.Breach), Tone.Bad) : "0", r.Unproven > 0 ? Inline.Bold(t.Number(r.Unproven), Tone.Caution) : "0")));
    }

    private static void Contradictions(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        document.Heading(2, t["Tegenstrijdigheden", "Contradictions"]);
        if (o.Contradictions.Count == 0)
        {
            document.Paragraph(t[
                "De kluis vond geen van de tegenstrijdigheden waarop deze versie let. Dat zegt niets over feiten die niet zijn aangeleverd.",
                "The vault found none of the contradictions that this version looks for. That says nothing of facts that were not handed in."]);
            return;
        }

        document.Table(
            t["Wat niet met elkaar te rijmen is: een reden om te kijken, geen bevinding", "What does not fit together: a reason to look, no finding"],
            [Column.Share(t["Tegenstrijdigheid", "Contradiction"], 3), Column.Fixed(t["Aantal", "Count"], 44, Alignment.Right), Column.Share(t["Onder meer", "Among them"], 1.2) with { IsMono = true, IsMuted = true }],
            o.Contradictions.Select(c => Row.Create(c.Explanation, t.Number(c.Count), string.Join(" ", c.People.Take(4).Select(CampaignContext.Person)))));
    }
}
