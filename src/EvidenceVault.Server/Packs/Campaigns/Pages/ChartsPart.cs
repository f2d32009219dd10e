using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>Charts: how much each caller called each month, how often a rule was not met, and how long after a withdrawal.</summary>
internal static class ChartsPart
{
    // Charts of more rules than these would not be looked at; the tables have all.
    private const int MostRules = 4;

    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var t = pack.T;
        document.Heading(1, t["Het verloop in beeld", "The course in pictures"], CampaignAnchors.Charts);
        Volumes(document, pack);
        if (!pack.Data.HasFindings) return;
        foreach (var rule in pack.Overview.Rules.Where(r => r.Breach > 0).OrderByDescending(r => r.Category <= Domain.Judging.RuleCategory.Chain).ThenByDescending(r => r.Breach).Take(MostRules))
            Rates(document, pack, rule);
        Hours(document, pack);
    }

    private static void Volumes(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        var rows = Rows(pack, o.Groups, g => g.Party, g => g.Month, (g, row) => row with
        {
            Parts = g.Permission is { } p
                ? [new(p.Shown, Tone.Good), new(p.NotShown, Tone.Bad), new(p.Unproven, Tone.Caution), new(p.NotAssessed, Tone.Muted)]
                : [new(g.Conversations, Tone.Accent), new(g.Attempts - g.Conversations, Tone.Muted)],
            Value = t.Number(g.Attempts),
        });
        document.Chart(new Chart(
            t[$"Belpogingen per beller en maand: {Listed(pack, o.Groups, g => $"{pack.Party(g.Party)}, {pack.Month(g.Month)}: {t.Number(g.Attempts)}")}.",
                $"Call attempts by caller and month: {Listed(pack, o.Groups, g => $"{pack.Party(g.Party)}, {pack.Month(g.Month)}: {t.Number(g.Attempts)}")}."], rows)
        {
            Caption = t["Belpogingen per beller en maand", "Call attempts by caller and month"],
            IsWhole = true,
            Label = amount => t.Number((long)amount),
            Legend = pack.Data.HasFindings
                ? [new(Tone.Good, t["grondslag getoond", "basis shown"]), new(Tone.Bad, t["niet getoond", "not shown"]), new(Tone.Caution, t["onbewezen", "unproven"]), new(Tone.Muted, t["niet beoordeeld", "not assessed"])]
                : [new(Tone.Accent, t["gesprek", "conversation"]), new(Tone.Muted, t["geen gesprek", "no conversation"])],
        });
    }

    private static void Rates(PdfDocument document, CampaignContext pack, RuleData rule)
    {
        var t = pack.T;
        var rates = pack.Overview.Rates.Where(r => r.Rule == rule.Rule).ToList();
        var title = t[RulesOfTheBook.Title(rule.Rule)];
        var rows = Rows(pack, rates, r => r.Party, r => r.Month, (r, row) => row with
        {
            Point = new((double)r.Breach / r.Applicable, r.BreachLow, r.BreachHigh, r.Breach > 0 ? Tone.Bad : Tone.Good),
            Value = t[$"{pack.Percent(r.Breach, r.Applicable)} van {t.Number(r.Applicable)}", $"{pack.Percent(r.Breach, r.Applicable)} of {t.Number(r.Applicable)}"],
        });
        string Said(RateData r) => t[
            $"{pack.Party(r.Party)}, {pack.Month(r.Month)}: {pack.Percent(r.Breach, r.Applicable)} (tussen {pack.Percent(r.BreachLow)} en {pack.Percent(r.BreachHigh)})",
            $"{pack.Party(r.Party)}, {pack.Month(r.Month)}: {pack.Percent(r.Breach, r.Applicable)} (between {pack.Percent(r.BreachLow)} and {pack.Percent(r.BreachHigh)})"];
        document.Chart(new Chart(t[$"Niet voldaan aan {title}: {Listed(pack, rates, Said)}.", $"Not met, {title}: {Listed(pack, rates, Said)}."], rows)
        {
            Caption = t[$"Niet voldaan: {title}", $"Not met: {title}"],
            Most = 1,
            Label = share => pack.T.Number((long)Math.Round(share * 100)) + "\u00A0%",
            Legend = [new(Tone.Bad, t["aandeel van de belpogingen waarop de regel van toepassing was, met 95%-interval", "share of the attempts to which the rule applied, with 95% interval"], IsMark: true)],
        });
    }

    private static void Hours(PdfDocument document, CampaignContext pack)
    {
        var t = pack.T;
        var groups = pack.Overview.Groups.Where(g => g.AfterWithdrawal is not null).ToList();
        if (groups.Count == 0) return;
        var rows = Rows(pack, groups, g => g.Party, g => g.Month, (g, row) => row with
        {
            Point = new(g.AfterWithdrawal!.MedianHours, g.AfterWithdrawal.MedianHours, g.AfterWithdrawal.MostHours, Tone.Bad),
            Value = t.Count(g.AfterWithdrawal.People, "persoon", "personen", "person", "people"),
        });
        string Said(GroupData g) => t[
            $"{pack.Party(g.Party)}, {pack.Month(g.Month)}: {t.Count(g.AfterWithdrawal!.People, "persoon", "personen", "", "")}, mediaan {Hours(t, g.AfterWithdrawal.MedianHours)} uur, ten hoogste {t.Number(g.AfterWithdrawal.MostHours)} uur",
            $"{pack.Party(g.Party)}, {pack.Month(g.Month)}: {t.Count(g.AfterWithdrawal!.People, "", "", "person", "people")}, median {Hours(t, g.AfterWithdrawal.MedianHours)} hours, at most {t.Number(g.AfterWithdrawal.MostHours)} hours"];
        document.Chart(new Chart(
            t[$"Uren van intrekking of bezwaar tot de laatste belpoging erna: {Listed(pack, groups, Said)}.", $"Hours from withdrawal or objection to the last call attempt after it: {Listed(pack, groups, Said)}."], rows)
        {
            Caption = t["Uren van intrekking of bezwaar tot de laatste belpoging erna", "Hours from withdrawal or objection to the last call attempt after it"],
            IsWhole = true,
            Label = amount => t.Number((long)amount),
            Legend = [new(Tone.Bad, t["mediaan over de gebelde personen; de lijn loopt tot het langste", "median over the people called; the line goes to the longest"], IsMark: true)],
        });
    }

    internal static string Hours(Tongue t, double hours) => hours == Math.Floor(hours) ? t.Number((long)hours) : $"{t.Number((long)Math.Floor(hours))}{t[",", "."]}5";

    // By month; of one caller alone the months need no titles.
    private static List<ChartRow> Rows<T>(CampaignContext pack, IReadOnlyList<T> all, Func<T, string> party, Func<T, NodaTime.LocalDate> month, Func<T, ChartRow, ChartRow> fill)
    {
        var single = all.Select(party).Distinct(StringComparer.Ordinal).Count() == 1;
        var rows = new List<ChartRow>();
        foreach (var (i, item) in all.Index())
            rows.Add(fill(item, single
                ? new ChartRow(pack.Month(month(item)))
                : new ChartRow(pack.Party(party(item))) { Group = i == 0 || month(all[i - 1]) != month(item) ? pack.Month(month(item)) : "" }));
        return rows;
    }

    // Of very many rows the text would be no help: the tables have them.
    private static string Listed<T>(CampaignContext pack, IReadOnlyList<T> all, Func<T, string> say)
    {
        const int most = 24;
        var text = string.Join("; ", all.Take(most).Select(say));
        return all.Count <= most ? text : text + pack.T[$"; en nog {all.Count - most}, alle in de tabellen", $"; and {all.Count - most} more, all in the tables"];
    }
}
