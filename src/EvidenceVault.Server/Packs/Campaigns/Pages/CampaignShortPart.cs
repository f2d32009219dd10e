using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>One page: the plain conclusions with their numbers, and what is known to be missing.</summary>
internal static class CampaignShortPart
{
    // With more, the page would not stay one.
    private const int MostRules = 7;

    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        document.Heading(1, t["In het kort", "In short"], CampaignAnchors.Short);
        document.Paragraph(Lead(pack), ParagraphStyle.Lead);
        if (o.Attempts > 0 && o.Counts is { } counts) Counts(document, pack, counts);
        document.Bullets(Conclusions(pack));
        document.Heading(2, t["Wat ontbreekt", "What is missing"]);
        document.Bullets(Missing(pack));
        document.PageBreak();
    }

    private static RichText Lead(CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        if (o.Attempts == 0)
            return t[$"Voor de campagne {pack.Campaign} is in deze periode ({pack.Period}) geen enkele belpoging vastgelegd.", $"For the campaign {pack.Campaign}, no call attempt is on record in this period ({pack.Period})."];
        List<Inline> lead =
        [
            t[$"Voor de campagne {pack.Campaign} zijn in de periode {pack.Period} ", $"For the campaign {pack.Campaign}, in the period {pack.Period}, "],
            Inline.Bold(t.Count(o.Attempts, "belpoging", "belpogingen", "call attempt", "call attempts")),
            t[$" naar {t.Count(o.People, "persoon", "personen", "", "")} vastgelegd, waarvan ", $" to {t.Count(o.People, "", "", "person", "people")} {(o.Attempts == 1 ? "is" : "are")} on record, of which "],
            Inline.Bold(t.Number(o.Conversations)),
            t[o.Conversations == 1 ? " tot een gesprek leidde." : " tot een gesprek leidden.", o.Conversations == 1 ? " was a conversation." : " were conversations."],
        ];
        if (o.Counts is { } counts)
        {
            int Of(PermissionConclusion permission) => counts.Where(c => c.Permission == permission).Sum(c => c.Attempts);
            lead.Add(t[" Een grondslag om te bellen is ", " A basis to call is "]);
            lead.Add(Inline.Bold(t[$"voor {t.Number(Of(PermissionConclusion.Shown))} getoond", $"shown for {t.Number(Of(PermissionConclusion.Shown))}"]));
            lead.Add(t[
                $", voor {t.Number(Of(PermissionConclusion.NotShown))} niet getoond en voor {t.Number(Of(PermissionConclusion.Unproven))} op het bewaarde bewijs niet vast te stellen.",
                $", not shown for {t.Number(Of(PermissionConclusion.NotShown))}, and not to be decided on the evidence held for {t.Number(Of(PermissionConclusion.Unproven))}."]);
            if (Of(PermissionConclusion.NotAssessed) is > 0 and var rest) lead.Add(t[$" Voor {t.Number(rest)} is de grondslag niet beoordeeld.", $" For {t.Number(rest)} the basis was not assessed."]);
        }

        return RichText.Create(lead.ToArray());
    }

    private static void Counts(PdfDocument document, CampaignContext pack, IReadOnlyList<CountData> counts)
    {
        var (o, t) = (pack.Overview, pack.T);
        document.Table(
            t["Grondslag per belpoging, en het bewijs daarvan", "Basis per attempt, and the proof of it"],
            [
                Column.Fixed(t["Grondslag", "Basis"], 84), Column.Share(t["Bewijs", "Proof"]), Column.Fixed(t["Belpogingen", "Attempts"], 62, Alignment.Right),
                Column.Fixed(t["Aandeel", "Share"], 44, Alignment.Right), Column.Fixed(t["Waarvan gesprek", "Conversations"], 76, Alignment.Right),
            ],
            [
                .. counts.Select(c => Row.Create(
                    Inline.Chip(t.Of(c.Permission), CallWords.ToneOf(c.Permission)), c.Proof is { } proof ? t.Of(proof) : ShortPage.Means(t, c.Permission), t.Number(c.Attempts),
                    pack.Percent(c.Attempts, o.Attempts), t.Number(c.Conversations))),
                [Inline.Bold(t["Samen", "Total"]), "", Inline.Bold(t.Number(o.Attempts)), "", Inline.Bold(t.Number(o.Conversations))],
            ]);
    }

    private static IEnumerable<RichText> Conclusions(CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        foreach (var rule in o.Rules.Where(r => r.Breach > 0).OrderByDescending(r => r.Breach).ThenBy(r => r.Rule, StringComparer.Ordinal).Take(MostRules)) yield return Rule(pack, rule);
        var others = o.Rules.Count(r => r.Breach > 0) - MostRules;
        if (others > 0)
            yield return [t[$"Aan nog {t.Count(others, "regel", "regels", "", "")} is niet steeds voldaan; zie ", $"{t.Count(others, "", "", "more rule was", "more rules were")} not always met; see "], Inline.Link(t["Structuur", "Structure"], CampaignAnchors.Structure), "."];
        if (o.Groups.Sum(g => g.AfterWithdrawal?.Calls ?? 0) is > 0 and var after)
            yield return [Inline.Bold(t.Count(after, "belpoging", "belpogingen", "call attempt", "call attempts")), t[
                $" na een intrekking of bezwaar, tot ten hoogste {t.Number(o.Groups.Max(g => g.AfterWithdrawal?.MostHours ?? 0))} uur erna.",
                $" after a withdrawal or objection, up to {t.Number(o.Groups.Max(g => g.AfterWithdrawal?.MostHours ?? 0))} hours after it."]];
        if (o.Groups.Sum(g => g.Complaints) is > 0 and var complaints)
            yield return [Inline.Bold(t.Count(complaints, "belpoging", "belpogingen", "call attempt", "call attempts")), t[" waarover is geklaagd.", complaints == 1 ? " was complained about." : " were complained about."]];
        if (o.Contradictions.Count > 0)
            yield return [Inline.Bold(t.Count(o.Contradictions.Count, "soort tegenstrijdigheid", "soorten tegenstrijdigheden", "kind of contradiction", "kinds of contradictions")),
                t[" in de vastgelegde feiten; zie ", " in the facts on record; see "], Inline.Link(t["Structuur", "Structure"], CampaignAnchors.Structure), "."];
        yield return Consents(pack);
    }

    private static RichText Rule(CampaignContext pack, RuleData rule)
    {
        var (t, of) = (pack.T, rule.Met + rule.Breach + rule.Unproven);
        return
        [
            Inline.Bold(t[RulesOfTheBook.Title(rule.Rule)]),
            t[$": voor {t.Number(rule.Breach)} van {t.Count(of, "belpoging", "belpogingen", "", "")} niet voldaan ({pack.Percent(rule.Breach, of)})", $": not met for {t.Number(rule.Breach)} of {t.Count(of, "", "", "call attempt", "call attempts")} ({pack.Percent(rule.Breach, of)})"],
            rule.Unproven > 0 ? t[$", voor {t.Number(rule.Unproven)} onbewezen", $", unproven for {t.Number(rule.Unproven)}"] : "", $"; {rule.Norm.Ref}.",
        ];
    }

    private static RichText Consents(CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        var all = o.Consents.Sum(c => c.Consents);
        if (all == 0) return t["Geen van deze belpogingen rust op een vastgelegde toestemming.", "None of these call attempts rests on a consent on record."];
        var never = o.Consents.Sum(c => c.NeverVerified ?? 0);
        return [Inline.Bold(t.Count(all, "toestemming", "toestemmingen", "consent", "consents")), o.Consents.Any(c => c.NeverVerified is not null)
            ? t[$" waarop is gebeld, waarvan {t.Number(never)} nooit tijdig en op een tellende wijze bevestigd.", $" that calls were made on, of which {t.Number(never)} {(never == 1 ? "was" : "were")} never confirmed in time and in a way that counts."]
            : t[" waarop is gebeld.", " that calls were made on."]];
    }

    private static IEnumerable<RichText> Missing(CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        var any = false;
        if (o.RecordingsMissing > 0)
        {
            any = true;
            yield return t[$"Van {t.Count(o.RecordingsMissing, "belpoging die", "belpogingen die", "", "")} volgens de opgave {(o.RecordingsMissing == 1 ? "is" : "zijn")} opgenomen, is er geen opname.",
                $"Of {t.Count(o.RecordingsMissing, "", "", "call attempt", "call attempts")} said to have been recorded, there is no recording."];
        }

        foreach (var c in o.Completeness.Where(c => c.Missing > 0))
        {
            any = true;
            yield return t[$"{pack.Party(c.Party)} kondigde over alle campagnes {t.Count((int)Math.Min(c.Missing, int.MaxValue), "belpoging", "belpogingen", "", "")} meer aan dan er {(c.Missing == 1 ? "is" : "zijn")} aangeleverd.",
                $"{pack.Party(c.Party)} announced {t.Count((int)Math.Min(c.Missing, int.MaxValue), "", "", "call attempt", "call attempts")} more, over all campaigns, than were handed in."];
        }

        if (o.Completeness.Sum(c => c.DaysNotAnnounced) is > 0 and var days)
        {
            any = true;
            yield return t[$"Voor {t.Count(days, "dag", "dagen", "", "")} waarop is gebeld, heeft een beller geen aantal aangekondigd: of daar alles is aangeleverd, is niet te zien.",
                $"For {t.Count(days, "", "", "day", "days")} with calls, a caller announced no number: whether everything was handed in there cannot be seen."];
        }

        if (!any)
            yield return t["Van deze belpogingen ontbreekt geen opname waarvan de kluis weet, en geen aangekondigd aantal is hoger dan wat is aangeleverd.",
                "Of these call attempts no recording that the vault knows of is missing, and no number announced is higher than what was handed in."];
    }
}
