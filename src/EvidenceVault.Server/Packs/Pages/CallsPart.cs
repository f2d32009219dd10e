using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Every call attempt in one table.</summary>
internal static class CallsPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Gesprekken", "Calls"], Anchors.Calls);
        if (data.Calls.Count == 0)
        {
            document.Paragraph(t["Er is geen belpoging vastgelegd.", "No call attempt is on record."]);
            return;
        }

        document.Paragraph(t[
            "Elke vastgelegde belpoging staat hieronder, ook als zij niet werd beantwoord.",
            "Every call attempt on record is listed below, also those that were not answered."]);
        document.Table(t["Alle belpogingen", "All call attempts"], [.. Columns(pack)], Rows(pack));
    }

    private static IEnumerable<Column> Columns(PackContext pack)
    {
        var t = pack.T;
        yield return Column.Fixed(t["Nr.", "No."], 18, Alignment.Right) with { IsMuted = true };
        yield return Column.Fixed(t["Tijd", "Time"], 84) with { IsRowHeader = true };
        yield return Column.Share(t["Beller", "Caller"], 0.9);
        yield return Column.Fixed(t["Afloop", "Outcome"], 60);
        if (pack.Data.HasFindings)
        {
            yield return Column.Fixed(t["Grondslag", "Basis"], 66);
            yield return Column.Share(t["Waarom", "Why"], 1.6);
        }
        else
        {
            yield return Column.Fixed(t["Duur", "Length"], 34, Alignment.Right);
            yield return Column.Share(t["Aard en producten", "Nature and products"], 1.2);
        }
    }

    private static IEnumerable<Row> Rows(PackContext pack)
    {
        var (month, t) = ("", pack.T);
        var many = pack.Data.Calls.Count > 30;
        foreach (var call in pack.Data.Calls)
        {
            var own = Month(t, call);
            if (many && own != month) yield return Row.Group(own);
            month = own;
            yield return call.Judgement is { } judgement
                ? [t.Number(call.Number), t.Brief(call.StartedAt), pack.Party(call.Party), t.Of(call.Outcome), Inline.Chip(t.Of(judgement.Permission), CallWords.ToneOf(judgement.Permission)), Why(pack, judgement)]
                : [t.Number(call.Number), t.Brief(call.StartedAt), pack.Party(call.Party), t.Of(call.Outcome), Length(call), $"{t.Of(call.Nature)}{(call.Products is { Count: > 0 } p ? $": {t.Names(p)}" : "")}"];
        }
    }

    private static string Month(Tongue t, CallData call)
    {
        var day = t.Date(call.StartedAt);
        return day[(day.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>The rules that decided, or what the basis shown is.</summary>
    private static string Why(PackContext pack, JudgementData judgement)
    {
        var t = pack.T;
        var telling = judgement.Permission switch
        {
            PermissionConclusion.NotShown => FindingResult.Breach,
            PermissionConclusion.Unproven => FindingResult.Unproven,
            _ => FindingResult.Met,
        };
        if (judgement.Permission == PermissionConclusion.NotAssessed)
            return t["Geen regel van deze versie beoordeelt of hiervoor een grondslag is.", "No rule of this version judges whether there is a basis for this."];
        if (judgement.Permission == PermissionConclusion.Shown)
            return $"{(judgement.Basis is { } basis ? Capital(t.Of(basis)) : t["Grondslag", "Basis"])}{(judgement.Proof is { } proof ? $", {t.Of(proof)}" : "")}";
        var deciding = judgement.Findings.Where(f => f.Result == telling && f.Category is (RuleCategory.Permission or RuleCategory.Chain));
        return string.Join("; ", deciding.Select(f => t[RulesOfTheBook.Title(f.Rule)]));
    }

    internal static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Length(CallData call) =>
        call is { AnsweredAt: { } from, EndedAt: { } to } && to >= from ? Tongue.Length((long)(to - from).TotalMilliseconds) : "";
}
