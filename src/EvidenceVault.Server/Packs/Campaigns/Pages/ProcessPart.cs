using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Campaigns.Data;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>What was shown and said: wordings and scripts, word for word, with the days they were live.</summary>
internal static class ProcessPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (o, t) = (pack.Overview, pack.T);
        document.Heading(1, t["Processtukken", "Process documents"], CampaignAnchors.Process);
        if (o.Wordings.Count + o.Scripts.Count == 0)
        {
            document.Paragraph(t["Voor deze periode is geen getoonde tekst en geen belscript vastgelegd.", "No wording shown and no call script is on file for this period."]);
            return;
        }

        if (o.Wordings.Count > 0) document.Heading(2, t["Getoonde teksten", "Wordings shown"]);
        foreach (var wording in o.Wordings) document.KeepTogether(group => Wording(group, pack, wording));
        if (o.Scripts.Count > 0) document.Heading(2, t["Belscripts", "Call scripts"]);
        foreach (var script in o.Scripts) document.KeepTogether(group => Script(group, pack, script));
    }

    private static void Wording(Composer group, CampaignContext pack, WordingData w)
    {
        var t = pack.T;
        group.Heading(3, w.Ref);
        group.Quote(
            w.Text is null ? Missing(pack) : w.WithdrawalText is { } how ? $"{w.Text}\n{how}" : w.Text,
            [
                t[$"Taal {w.Language}, ", $"Language {w.Language}, "], w.Place is { } place ? t[$"op {place}, ", $"at {place}, "] : "",
                t[$"getoond {t.Days(w.LiveFrom, w.LiveTo)}; in de kluis gedeponeerd op {t.At(w.FirstFiledAt)}. SHA-256 ", $"shown {t.Days(w.LiveFrom, w.LiveTo)}; filed in the vault on {t.At(w.FirstFiledAt)}. SHA-256 "],
                Inline.Mono(w.Sha256),
            ]);
    }

    private static void Script(Composer group, CampaignContext pack, ScriptData s)
    {
        var t = pack.T;
        group.Heading(3, s.Ref);
        group.Quote(
            s.Text ?? Missing(pack),
            [
                t[$"{t.Count(s.Calls, "belpoging noemt", "belpogingen noemen", "", "")} dit script; in de kluis gedeponeerd op {t.At(s.FirstFiledAt)}. SHA-256 ",
                    $"{t.Count(s.Calls, "", "", "call attempt names", "call attempts name")} this script; filed in the vault on {t.At(s.FirstFiledAt)}. SHA-256 "],
                Inline.Mono(s.Sha256),
            ]);
    }

    private static RichText Missing(CampaignContext pack) => Inline.Italic(pack.T["De kluis heeft van deze tekst alleen de hash.", "The vault holds only the hash of this text."]);
}
