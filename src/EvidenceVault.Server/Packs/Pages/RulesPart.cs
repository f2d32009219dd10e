using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;
using NodaTime;
using NodaTime.Text;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The rules and the policies in force on the days of the calls.</summary>
internal static class RulesPart
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, data.HasFindings ? t["Regels en beleid", "Rules and policy"] : t["Beleid", "Policy"], Anchors.Rules);
        if (data.HasFindings)
        {
            Rules(document, pack);
            Meanings(document, pack);
        }

        foreach (var policy in data.Policies) Policy(document, pack, policy);
    }

    private static void Rules(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (data.Rules.Count == 0)
        {
            document.Paragraph(t["Er zijn geen belpogingen, dus is geen regel toegepast.", "There are no call attempts, so no rule was applied."]);
            return;
        }

        document.Paragraph(t[
            $"Elke belpoging is beoordeeld volgens de regels die golden op de dag van het gesprek (regelboek {data.Rulebook}). De getallen zeggen hoe vaak een regel welke uitkomst gaf; een regel die niet van toepassing was, telt niet mee.",
            $"Each attempt was judged by the rules in force on the day of the call (rulebook {data.Rulebook}). The numbers say how often a rule gave which result; where a rule did not apply it does not count."]);
        document.Table(
            t["De regels", "The rules"],
            [
                Column.Share(t["Regel", "Rule"], 1.5) with { IsRowHeader = true }, Column.Share(t["Norm", "Norm"], 1.2), Column.Fixed(t["In werking", "In force"], 76),
                Column.Fixed(t["Voldaan", "Met"], 42, Alignment.Right), Column.Fixed(t["Niet voldaan", "Not met"], 44, Alignment.Right),
                Column.Fixed(t["Onbewezen", "Unproven"], 52, Alignment.Right),
            ],
            data.Rules.Select(r => Row.Create(
                [t[RulesOfTheBook.Title(r.Rule)], Inline.Plain($"\n{r.Rule}", Tone.Muted)], [r.Norm.Ref, Inline.Plain($"\n{t.Of(r.Norm.Kind)}", Tone.Muted)],
                r.InForceUntil is { } end
                    ? t[$"{t.BriefDate(r.InForceFrom)} t/m {t.BriefDate(end)}", $"{t.BriefDate(r.InForceFrom)} to {t.BriefDate(end)}"]
                    : r.InForceFrom == RulebookEntry.Always ? t["altijd", "always"]
                    : t[$"vanaf {t.BriefDate(r.InForceFrom)}", $"from {t.BriefDate(r.InForceFrom)}"],
                t.Number(r.Met), r.Breach > 0 ? Inline.Bold(t.Number(r.Breach), Tone.Bad) : "0", r.Unproven > 0 ? Inline.Bold(t.Number(r.Unproven), Tone.Caution) : "0")));
    }

    private static void Meanings(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        var met = data.Calls.SelectMany(c => c.Judgement!.Findings).Where(f => f.Result == FindingResult.Met && f.Reason is null).DistinctBy(f => f.Rule)
            .ToDictionary(f => f.Rule, f => f.Explanation, StringComparer.Ordinal);
        if (met.Count == 0) return;
        document.Heading(2, t["Wat ‘voldaan’ betekent", "What ‘met’ means"]);
        document.Bullets(data.Rules.Where(r => met.ContainsKey(r.Rule)).Select(r => RichText.Create(Inline.Bold(t[RulesOfTheBook.Title(r.Rule)]), $": {met[r.Rule]}")));
    }

    private static void Policy(PdfDocument document, PackContext pack, PolicyData p)
    {
        var t = pack.T;
        document.Heading(2, p.ValidFrom is { } from
            ? t[$"Beleid vanaf {t.Date(from)}", $"Policy from {t.Date(from)}"]
            : t["Beleid: de standaardinstellingen", "Policy: the defaults"]);
        document.Facts(PackContext.Capitals(Settings(pack, p)));
    }

    private static IEnumerable<Fact> Settings(PackContext pack, PolicyData p)
    {
        var t = pack.T;
        yield return new(t["Bevestiging", "Confirmation"], t[
            $"Per {t.Or([.. p.VerificationMethods.Select(m => t.Of(m))])}, binnen {t.Term(p.VerificationDeadline)}",
            $"By {t.Or([.. p.VerificationMethods.Select(m => t.Of(m))])}, within {t.Term(p.VerificationDeadline)}"]);
        yield return new(t["Termijn van toestemming", "Term of consent"], t[$"{t.Term(p.ConsentTerm)}, waar geen termijn is meegedeeld", $"{t.Term(p.ConsentTerm)}, where no term was told"]);
        yield return new(t["Terugbelverzoek", "Requested callback"], t[$"{t.Term(p.CallbackTerm)} geldig", $"valid for {t.Term(p.CallbackTerm)}"]);
        yield return new(t["Eigen beltijden", "Own calling hours"], t[
            $"Maandag tot en met vrijdag {Range(p.Window.Weekdays)}{(p.Window.Saturday is { } s ? $", zaterdag {Range(s)}" : ", niet op zaterdag")}",
            $"Monday to Friday {Range(p.Window.Weekdays)}{(p.Window.Saturday is { } s2 ? $", Saturday {Range(s2)}" : ", not on Saturday")}"]);
        yield return new(t["Belpogingen", "Attempts"], t[
            $"Ten hoogste {p.AttemptsPerDay} per dag en {p.AttemptsPerCampaign} per campagne", $"At most {p.AttemptsPerDay} a day and {p.AttemptsPerCampaign} a campaign"]);
        yield return new(t["Afkoelperiode", "Cooling-off"], p.CoolingOff is { } term ? t.Term(term) : t["niet ingesteld", "not set"]);
        yield return new(t["Bewaring van opnamen", "Keeping of recordings"], t[
            $"Toestemming {t.Term(p.ConsentVoicelog)}, verkoop {t.Term(p.SaleVoicelog)}, zonder verkoop {t.Term(p.NoSale)}",
            $"Consent {t.Term(p.ConsentVoicelog)}, sale {t.Term(p.SaleVoicelog)}, no sale {t.Term(p.NoSale)}"]);
        if (p.RecordedAt is { } at)
            yield return new(t["Vastgelegd", "Recorded"], p.TakenOver
                ? t[$"{t.At(at)}, als overname van een eerdere periode", $"{t.At(at)}, taking over an earlier period"]
                : t.At(at));
        if (p.Justification is { Length: > 0 } why) yield return new(t["Motivering", "Justification"], why);
    }

    private static string Range(TimeRange range) => $"{Time.Format(range.From)}–{Time.Format(range.To)}";
}
