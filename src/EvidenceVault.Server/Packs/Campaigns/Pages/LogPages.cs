using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>The pages of a volume with a share of the call log.</summary>
public static class LogPages
{
    /// <summary>The cover and the calls, as many of them as come.</summary>
    public static void Compose(PdfDocument document, CampaignContext pack, IEnumerable<LoggedCall> calls)
    {
        var t = pack.T;
        document.Running = CampaignCover.Running(pack);
        CampaignCover.Compose(document, pack);
        document.Heading(1, t["Belpogingen en gesprekken", "Call attempts and conversations"], CampaignAnchors.Calls);
        document.Paragraph(t[
            "Elke vastgelegde belpoging staat hieronder op volgorde van tijd, ook als zij niet werd beantwoord. Onder de beller staat het nummer waarmee de kluis de gebelde persoon aanduidt: dezelfde persoon heeft overal hetzelfde nummer.",
            "Every call attempt on record is listed below by time, also those that were not answered. Below the caller stands the number by which the vault tells the person called: the same person has the same number everywhere."]);
        document.Table(t["Alle belpogingen", "All call attempts"], [.. CallTable.Columns(pack)], calls.Select(c => CallTable.Row(pack, c)));
    }

    /// <summary>What follows the calls.</summary>
    public static void End(PdfDocument document, CampaignContext pack) => CampaignProofPart.Compose(document, pack);
}

/// <summary>Calls as rows of a table.</summary>
internal static class CallTable
{
    internal static IEnumerable<Column> Columns(CampaignContext pack)
    {
        var t = pack.T;
        yield return Column.Fit(t["Nr.", "No."], 40, Alignment.Right) with { IsMuted = true };
        yield return Column.Fixed(t["Tijd", "Time"], 84) with { IsRowHeader = true };
        yield return Column.Share(t["Beller en gebelde", "Caller and called"], 1.15);
        yield return Column.Share(t["Verloop", "Course"], 0.95);
        if (pack.Data.HasFindings)
        {
            yield return Column.Fixed(t["Grondslag", "Basis"], 58);
            yield return Column.Share(t["Waarom", "Why"], 1.35);
        }
        else
            yield return Column.Share(t["Aard en producten", "Nature and products"], 1.2);
    }

    internal static Row Row(CampaignContext pack, LoggedCall call)
    {
        var t = pack.T;
        RichText caller = [pack.Party(call.Party), Inline.Plain($"\n{CampaignContext.Person(call.Person)}", Tone.Muted)];
        return call.Judgement is { } judgement
            ? [t.Number(call.Number), t.Brief(call.StartedAt), caller, Course(t, call), Inline.Chip(t.Of(judgement.Permission), CallWords.ToneOf(judgement.Permission)), Why(pack, judgement)]
            : [t.Number(call.Number), t.Brief(call.StartedAt), caller, Course(t, call), $"{t.Of(call.Nature)}{(call.Products is { Count: > 0 } p ? $": {t.Names(p)}" : "")}"];
    }

    private static RichText Course(Tongue t, LoggedCall call)
    {
        var length = call is { AnsweredAt: { } from, EndedAt: { } to } && to >= from ? $" {Tongue.Length((long)(to - from).TotalMilliseconds)}" : "";
        var more = new List<string>();
        if (call.Direction == CallDirection.Inbound) more.Add(t.Of(call.Direction));
        if (call.Means != CallMeans.Human) more.Add(t.Of(call.Means));
        if (call.IsConversation) more.Add(Offer(t, call.ObjectionOffer));
        return more.Count == 0 ? $"{t.Of(call.Outcome)}{length}" : [$"{t.Of(call.Outcome)}{length}", Inline.Plain($"\n{string.Join(", ", more)}", Tone.Muted)];
    }

    private static string Offer(Tongue t, ObjectionOffer? offer) => offer switch
    {
        ObjectionOffer.Agent or ObjectionOffer.Menu => t["verzet aangeboden", "objection offered"],
        ObjectionOffer.TapedReferral => t["verzet elders", "objection elsewhere"],
        ObjectionOffer.None => t["geen verzet aangeboden", "no objection offered"],
        _ => t["verzet onbekend", "objection unknown"],
    };

    // What decided about the basis, and what else is not met.
    private static RichText Why(CampaignContext pack, LoggedJudgement j)
    {
        var t = pack.T;
        var deciding = j.NotMet.Where(f => f.Category is RuleCategory.Permission or RuleCategory.Chain && (j.Permission != PermissionConclusion.NotShown || f.Result == FindingResult.Breach)).Select(f => t[RulesOfTheBook.Title(f.Rule)]).ToList();
        var conduct = j.NotMet.Where(f => f is { Result: FindingResult.Breach, Category: RuleCategory.Conduct or RuleCategory.Code }).Select(f => t[RulesOfTheBook.Title(f.Rule)]).ToList();
        var basis = j.Permission switch
        {
            PermissionConclusion.Shown => $"{CallsPart.Capital(j.Basis is { } b ? t.Of(b) : t["grondslag", "basis"])}{(j.Proof is { } proof ? $", {t.Of(proof)}" : "")}",
            PermissionConclusion.NotAssessed => t["Niet beoordeeld", "Not assessed"],
            _ => string.Join("; ", deciding),
        };
        return conduct.Count == 0 ? basis : [basis, Inline.Plain($"\n{t["Niet voldaan", "Not met"]}: {string.Join("; ", conduct)}", Tone.Bad)];
    }
}
