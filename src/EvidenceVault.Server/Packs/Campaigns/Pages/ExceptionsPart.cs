using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>The calls that ask for attention, those that do most first, each with why.</summary>
internal static class ExceptionsPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (data, o, t) = (pack.Data, pack.Overview, pack.T);
        document.Heading(1, t["Uitzonderingen", "Exceptions"], CampaignAnchors.Exceptions);
        if (o.Exceptions == 0)
        {
            document.Paragraph(t[
                "Van geen van deze belpogingen is een grondslag niet getoond of onbewezen, en aan geen gedragsregel is niet voldaan.",
                "For none of these call attempts is a basis not shown or unproven, and no rule of conduct was not met."]);
            return;
        }

        document.Paragraph(t[
            "Hieronder staan de belpogingen die aandacht vragen: eerst die waarvan geen grondslag is getoond, dan die waarin aan een gedragsregel niet is voldaan, dan die waarvan de grondslag of het gedrag onbewezen is.",
            "Below are the call attempts that ask for attention: first those for which no basis is shown, then those in which a rule of conduct was not met, then those for which the basis or the conduct is unproven."]);
        if (data.Calls.Count < o.Exceptions)
            document.Callout(Tone.Neutral, null, t[
                $"Er zijn {t.Number(o.Exceptions)} zulke belpogingen; de eerste {t.Number(data.Calls.Count)} staan hier. Alle staan in de volgende delen, met hun uitkomst per regel, en in calls.csv zijn zij te zoeken.",
                $"There are {t.Number(o.Exceptions)} such call attempts; the first {t.Number(data.Calls.Count)} are here. All are in the following volumes, with their result by rule, and calls.csv can be searched for them."]);
        document.Table(
            t["De uitzonderingen", "The exceptions"],
            [
                Column.Fit(t["Nr.", "No."], 40, Alignment.Right) with { IsMuted = true }, Column.Fixed(t["Tijd", "Time"], 84) with { IsRowHeader = true },
                Column.Share(t["Beller en gebelde", "Caller and called"]), Column.Fixed(t["Grondslag", "Basis"], 58), Column.Share(t["Waarom", "Why"], 2.4),
            ],
            Rows(pack));
    }

    private static IEnumerable<Row> Rows(CampaignContext pack)
    {
        var t = pack.T;
        int? severity = null;
        foreach (var call in pack.Data.Calls)
        {
            var j = call.Judgement!;
            if (j.Severity != severity) yield return Row.Group(Kind(t, j.Severity));
            severity = j.Severity;
            yield return
            [
                t.Number(call.Number), t.Brief(call.StartedAt), [pack.Party(call.Party), Inline.Plain($"\n{CampaignContext.Person(call.Person)}", Tone.Muted)],
                Inline.Chip(t.Of(j.Permission), CallWords.ToneOf(j.Permission)), Why(t, j),
            ];
        }
    }

    private static string Kind(Tongue t, int? severity) => severity switch
    {
        0 => t["Geen grondslag getoond", "No basis shown"],
        1 => t["Aan een gedragsregel niet voldaan", "A rule of conduct not met"],
        2 => t["Grondslag onbewezen", "Basis unproven"],
        _ => t["Gedrag onbewezen", "Conduct unproven"],
    };

    // What decided first; what only concerns how well it is proven stands in the data.
    private static RichText Why(Tongue t, LoggedJudgement j)
    {
        var parts = new List<Inline>();
        foreach (var f in j.NotMet.Where(f => IsTelling(j, f)))
        {
            if (parts.Count > 0) parts.Add("\n");
            parts.Add(Inline.Bold($"{t[RulesOfTheBook.Title(f.Rule)]}: ", CallWords.ToneOf(f.Result)));
            parts.Add(f.Explanation);
        }

        return RichText.Create(parts.ToArray());
    }

    private static bool IsTelling(LoggedJudgement j, LoggedFinding f) => j.Severity switch
    {
        0 => f is { Result: FindingResult.Breach, Category: RuleCategory.Permission or RuleCategory.Chain },
        1 => f is { Result: FindingResult.Breach, Category: RuleCategory.Conduct or RuleCategory.Code },
        2 => f.Category is RuleCategory.Permission or RuleCategory.Chain,
        _ => f.Category is RuleCategory.Conduct or RuleCategory.Code,
    };
}
