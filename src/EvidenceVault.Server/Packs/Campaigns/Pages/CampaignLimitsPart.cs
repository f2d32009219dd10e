using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>What was left out and why, and what the vault does not examine.</summary>
internal static class CampaignLimitsPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var t = pack.T;
        document.Heading(1, t["Dataminimalisatie en grenzen", "Data minimisation and limits"], CampaignAnchors.Limits);
        document.Heading(2, t["Wat is weggelaten", "What was left out"]);
        document.Bullets(LeftOut(pack));
        document.Heading(2, t["Wat de kluis niet onderzoekt", "What the vault does not examine"]);
        document.Bullets(NotExamined(pack));
        if (pack.Overview.RulesNotJudged.Count == 0) return;
        document.Paragraph(t["Deze regels van het regelboek beoordeelt deze versie van de software nog niet:", "This version of the software does not judge these rules of the rulebook yet:"]);
        document.Paragraph(string.Join("; ", pack.Overview.RulesNotJudged.Select(rule => t[RulesOfTheBook.Title(rule)])) + ".", ParagraphStyle.Small);
    }

    private static IEnumerable<RichText> LeftOut(CampaignContext pack)
    {
        var t = pack.T;
        yield return t[
            "Nummers, namen en mailadressen van de gebelde personen: om te beoordelen hoe een campagne werd gevoerd, zijn zij niet nodig. Elke persoon heeft een eigen nummer van de kluis, en van elk kan een eigen dossier worden gevraagd.",
            "Numbers, names and mail addresses of the people called: to assess how a campaign was run they are not needed. Each person has the vault's own number, and a pack can be asked for of each."];
        yield return t["Notities, de letterlijke tekst van klachten, pseudoniemen van medewerkers en kenmerken van aanleveraars.", "Notes, the words of complaints, pseudonyms of agents and references of uploaders."];
        if (!pack.Data.HasFindings)
            yield return t["Bevindingen, conclusies, percentages en tegenstrijdigheden: gevraagd is om de feiten.", "Findings, conclusions, rates and contradictions: the facts were asked for."];
        yield return t["De opnamen en andere bestanden zelf.", "The recordings and other files themselves."];
        yield return t["Briefwisseling met advocaten: die komt nooit in een dossier.", "Correspondence with lawyers: it is never in a pack."];
    }

    private static IEnumerable<RichText> NotExamined(CampaignContext pack)
    {
        var t = pack.T;
        yield return t["Of belpogingen bestaan die niemand heeft aangeleverd of aangekondigd.", "Whether there are call attempts that nobody handed in or announced."];
        yield return t["Of een bewijsstuk inhoudelijk bewijst wat de aanleveraar ervan zegt: de kluis bewaart het en legt vast wanneer het kwam.", "Whether an exhibit proves in substance what its uploader says: the vault keeps it and records when it came."];
        if (!pack.Data.HasFindings) yield break;
        yield return t["Artikel 11.7 lid 3 Telecommunicatiewet (gepubliceerde zakelijke adressen) en de volledige tekst van de Code Telemarketing 2024.",
            "Article 11.7 paragraph 3 of the Telecommunicatiewet (published business addresses) and the full 2024 text of the Telemarketing Code."];
        yield return t["De kluis trekt geen conclusie in rechte. Dat een grondslag is getoond, zegt niet dat het gesprek rechtmatig was.",
            "The vault draws no conclusion in law. That a basis is shown does not say that the call was lawful."];
    }
}
