using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>Who acted for whom.</summary>
internal static class CampaignChainPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Partijen en keten", "Parties and chain"], CampaignAnchors.Chain);
        document.Paragraph(t[
            $"{data.Principal.Name} is de opdrachtgever. Hieronder staan de partijen die voor deze campagne belden, toestemming verzamelden of iets aanleverden, en de partijen via wie hun mandaat loopt.",
            $"{data.Principal.Name} is the principal. Below are the parties that made calls for this campaign, collected consent or handed in something, and those through whom their mandates run."]);
        document.Table(
            t["De partijen", "The parties"],
            [
                Column.Share(t["Partij", "Party"], 1.3) with { IsRowHeader = true }, Column.Fixed("KvK", 48) with { IsMono = true }, Column.Share(t["Rol", "Role"], 0.8),
                Column.Share(t["Geregistreerde belnummers", "Registered caller numbers"], 1.2), Column.Fixed(t["Belpogingen", "Attempts"], 56, Alignment.Right),
            ],
            Parties(pack));
        Mandates(document, pack);
    }

    private static IEnumerable<Row> Parties(CampaignContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        yield return
        [
            Inline.Bold(data.Principal.Name), data.Principal.Kvk ?? "", t["opdrachtgever", "principal"], Numbers(data.Principal.CallerNumbers),
            t.Number(pack.Overview.Attempts - data.Parties.Sum(p => p.Did)),
        ];
        foreach (var p in data.Parties)
            yield return [p.Name ?? p.Slug, p.Kvk ?? "", p.Role is { } role ? t.Of(role) : t["niet bekend", "not known"], Numbers(p.CallerNumbers), t.Number(p.Did)];
        foreach (var r in data.Principal.Registrations)
            yield return Row.Group(t[
                $"{data.Principal.Name} is geregistreerd ({r.Kind}{(r.Article is null ? "" : $", {r.Article}")}, {r.Reference}), {t.Days(r.ValidFrom, r.ValidTo)}",
                $"{data.Principal.Name} is registered ({r.Kind}{(r.Article is null ? "" : $", {r.Article}")}, {r.Reference}), {t.Days(r.ValidFrom, r.ValidTo)}"]);
    }

    private static void Mandates(PdfDocument document, CampaignContext pack)
    {
        var (data, mandates, t) = (pack.Data, pack.Overview.Mandates, pack.T);
        if (mandates.Count == 0)
        {
            document.Paragraph(data.Parties.Count == 0
                ? t["Niemand anders dan de opdrachtgever deed iets voor deze campagne; mandaten zijn er daarom niet.", "Nobody but the principal did anything for this campaign, so there are no mandates."]
                : t["Voor geen van deze partijen is een mandaat vastgelegd.", "No mandate is on record for any of these parties."]);
            return;
        }

        document.Table(
            t["De mandaten", "The mandates"],
            [
                Column.Share(t["Van", "From"]), Column.Share(t["Aan", "To"]), Column.Share(t["Campagnes", "Campaigns"], 1.1), Column.Share(t["Geldig", "Valid"], 1.1),
                Column.Fixed(t["Doorgeven", "Pass on"], 52), Column.Share(t["Vastgelegd", "Recorded"]),
            ],
            mandates.Select(m => Mandate(pack, m)));
        var without = data.Parties.Where(p => p.Did > 0 && mandates.All(m => m.To != p.Slug)).Select(p => pack.Party(p.Slug)).ToList();
        if (without.Count > 0) document.Paragraph(t[$"Geen mandaat is vastgelegd voor {t.And(without)}.", $"No mandate is on record for {t.And(without)}."]);
    }

    private static Row Mandate(CampaignContext pack, MandateData m)
    {
        var t = pack.T;
        var capacity = m.Capacity is { } c ? $"\n{t.Of(c)}" : "";
        return
        [
            pack.Party(m.From), [pack.Party(m.To), Inline.Plain(capacity, Tone.Muted)],
            m.Campaigns is null ? t["alle", "all"] : string.Join(", ", m.Campaigns.Select(c => c == pack.Data.Scope.Campaign ? pack.Campaign : c)), t.Days(m.ValidFrom, m.ValidTo), t.Yes(m.MayDelegate),
            t.Date(m.RecordedAt),
        ];
    }

    private static string Numbers(IReadOnlyList<string> numbers) => string.Join("\n", numbers.Select(Tongue.Phone));
}
