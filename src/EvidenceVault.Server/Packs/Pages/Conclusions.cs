using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>Plain sentences, one per question. They say what is shown and what is not, never that something was permitted.</summary>
internal static class Conclusions
{
    internal static IEnumerable<RichText> Of(PackContext pack)
    {
        yield return Consents(pack);
        if (Objections(pack) is { } objections) yield return objections;
        foreach (var rule in pack.Data.Rules.Where(r => r.Breach + r.Unproven > 0)) yield return Rule(pack, rule);
        if (pack.Data.HasFindings && pack.Data.Contradictions.Count > 0)
            yield return pack.T[
                $"{pack.T.Count(pack.Data.Contradictions.Count, "tegenstrijdigheid", "tegenstrijdigheden", "", "")} in de vastgelegde feiten.",
                $"{pack.T.Count(pack.Data.Contradictions.Count, "", "", "contradiction", "contradictions")} in the facts on record."];
        yield return Exhibits(pack);
    }

    private static RichText Consents(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (data.Consents.Count == 0) return t["Er is geen toestemming vastgelegd.", "No consent is on record."];
        var confirmed = data.Consents.Count(c => c.Confirmations.Any(s => s.Step == ConfirmationStep.Confirmed));
        var count = Inline.Bold(t.Count(data.Consents.Count, "toestemming", "toestemmingen", "consent", "consents"));
        if (data.Consents is not [var only])
            return [count, t[$" vastgelegd, waarvan {confirmed} bevestigd.", $" on record, of which {confirmed} confirmed."]];
        var first = only.Confirmations.FirstOrDefault(s => s.Step == ConfirmationStep.Confirmed);
        return [count, t[$" vastgelegd, gegeven op {t.Date(only.GrantedAt)}", $" on record, given on {t.Date(only.GrantedAt)}"], first is null
            ? t[" en niet bevestigd.", " and not confirmed."]
            : t[$" en na {t.Elapsed(first.At - only.GrantedAt)} bevestigd ({t.Of(first.Method)}).", $" and confirmed after {t.Elapsed(first.At - only.GrantedAt)} ({t.Of(first.Method)})."]];
    }

    private static RichText? Objections(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (data.Objections.Count == 0) return null;
        var first = data.Objections.MinBy(o => o.At)!;
        var after = data.Calls.Where(c => c.StartedAt >= first.At).ToList();
        var what = first.IsWithdrawal ? t["De toestemming is ingetrokken", "Consent was withdrawn"] : t["Bezwaar tegen gesprekken is gemaakt", "Calls were objected to"];
        List<Inline> text = [t[$"{what} op {t.Date(first.At)} {t.Of(first.Via)}. ", $"{what} on {t.Date(first.At)} {t.Of(first.Via)}. "]];
        if (after.Count == 0)
        {
            text.Add(t["Daarna is geen belpoging vastgelegd.", "No call attempt after it is on record."]);
        }
        else
        {
            var numbers = $"{t.And([.. after.Take(6).Select(c => t.Number(c.Number))])}{(after.Count > 6 ? " …" : "")}";
            text.Add(t["Daarna volgde" + (after.Count == 1 ? " " : "n "), "After it came "]);
            text.Add(Inline.Bold(t.Count(after.Count, "belpoging", "belpogingen", "call attempt", "call attempts")));
            text.Add(t[$" (nr. {numbers}).", $" (no. {numbers})."]);
        }

        return RichText.Create(text.ToArray());
    }

    private static RichText Rule(PackContext pack, RuleData rule)
    {
        var t = pack.T;
        var parts = new List<string>();
        if (rule.Breach > 0) parts.Add(t[$"voor {t.Count(rule.Breach, "belpoging", "belpogingen", "", "")} niet voldaan", $"not met for {t.Count(rule.Breach, "", "", "call attempt", "call attempts")}"]);
        if (rule.Unproven > 0) parts.Add(t[$"voor {t.Count(rule.Unproven, "belpoging", "belpogingen", "", "")} onbewezen", $"unproven for {t.Count(rule.Unproven, "", "", "call attempt", "call attempts")}"]);
        return [Inline.Bold(t[RulesOfTheBook.Title(rule.Rule)]), $": {t.And(parts)} ({rule.Norm.Ref})."];
    }

    private static RichText Exhibits(PackContext pack)
    {
        var (t, voicelogs) = (pack.T, pack.Voicelogs.ToList());
        int Of(Domain.Exhibits.ExhibitState state) => voicelogs.Count(v => v.State == state);
        if (voicelogs.Count == 0) return t["Er zijn geen voicelogs aangemeld.", "No voicelogs were announced."];
        var there = Of(Domain.Exhibits.ExhibitState.Stored) + Of(Domain.Exhibits.ExhibitState.Held);
        return [Inline.Bold(t.Count(voicelogs.Count, "voicelog", "voicelogs", "voicelog", "voicelogs")), t[
            $": {there} bewaard, {Of(Domain.Exhibits.ExhibitState.Deleted)} vernietigd, {Of(Domain.Exhibits.ExhibitState.Awaited)} niet ontvangen.",
            $": {there} stored, {Of(Domain.Exhibits.ExhibitState.Deleted)} deleted, {Of(Domain.Exhibits.ExhibitState.Awaited)} not received."]];
    }
}
