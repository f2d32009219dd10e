using EvidenceVault.Domain.Packs;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>What was left out and why, and what the vault does not examine.</summary>
internal static class LimitsPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Heading(1, t["Dataminimalisatie en grenzen", "Data minimisation and limits"], Anchors.Limits);
        document.Heading(2, t["Wat is weggelaten", "What was left out"]);
        document.Bullets(LeftOut(pack));
        document.Heading(2, t["Wat de kluis niet onderzoekt", "What the vault does not examine"]);
        document.Bullets(NotExamined(pack));
        if (data.RulesNotJudged.Count > 0)
        {
            document.Paragraph(t["Deze regels van het regelboek beoordeelt deze versie van de software nog niet:", "This version of the software does not judge these rules of the rulebook yet:"]);
            document.Paragraph(string.Join("; ", data.RulesNotJudged.Select(rule => t[RulesOfTheBook.Title(rule)].Replace(' ', ' '))) + ".", ParagraphStyle.Small);
        }

        if (data.Missing.Count > 0)
        {
            document.Heading(2, t["Alles wat ontbreekt", "Everything that is missing"]);
            document.Bullets(data.Missing.Select(m => MissingWords.Of(pack, m)));
        }
    }

    private static IEnumerable<RichText> LeftOut(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (!data.HasFindings)
            yield return t[
                "Bevindingen, conclusies, tegenstrijdigheden en de stand van toestemmingen: gevraagd is om de feiten.",
                "Findings, conclusions, contradictions and the state of consents: the facts were asked for."];
        if (data.Audience is PackAudience.Authority or PackAudience.Court)
        {
            yield return t["Notities van medewerkers en mailadressen: voor de beoordeling niet nodig. Klachten staan er wel letterlijk in.",
                "Notes by staff and mail addresses: not needed for the assessment. Complaints are quoted word for word."];
            yield return t["Namen van medewerkers: de kluis kent alleen pseudoniemen.", "Names of agents: the vault knows pseudonyms only."];
        }
        else if (data.Audience == PackAudience.Consumer)
            yield return t["Pseudoniemen van medewerkers en kenmerken van aanleveraars: die zeggen iets over anderen, niet over u.",
                "Pseudonyms of agents and references of uploaders: they say something about others, not about you."];
        if (data.Consumer.PhoneIsMasked)
            yield return t["Het nummer, op de laatste cijfers na: het laatste gesprek is meer dan 24 maanden geleden en er is geen verzoek van een toezichthouder genoemd.",
                "The number, but for its last digits: the last call is more than 24 months ago and no inquiry was named."];
        yield return t["Andere telefoonnummers waarop is bevestigd, op de laatste cijfers na.", "Other phone numbers on which something was confirmed, but for their last digits."];
        yield return t["De opnamen en andere bestanden zelf: hun hashes staan erin, zodat een kopie te controleren is.",
            "The recordings and other files themselves: their hashes are given, so that a copy can be checked."];
        yield return t["Briefwisseling met advocaten: die komt nooit in een dossier.", "Correspondence with lawyers: it is never in a pack."];
    }

    private static IEnumerable<RichText> NotExamined(PackContext pack)
    {
        var t = pack.T;
        yield return t["Of alle feiten zijn aangeleverd. De aangekondigde aantallen van belsystemen vergelijkt deze versie nog niet met de aangeleverde belpogingen.",
            "Whether all facts were handed in. This version does not yet compare the numbers announced by diallers with the attempts handed in."];
        yield return t["Of een bewijsstuk inhoudelijk bewijst wat de aanleveraar ervan zegt: de kluis bewaart het en legt vast wanneer het kwam.",
            "Whether an exhibit proves in substance what its uploader says: the vault keeps it and records when it came."];
        if (!pack.Data.HasFindings) yield break;
        yield return t["Artikel 11.7 lid 3 Telecommunicatiewet (gepubliceerde zakelijke adressen) en de volledige tekst van de Code Telemarketing 2024.",
            "Article 11.7 paragraph 3 of the Telecommunicatiewet (published business addresses) and the full 2024 text of the Telemarketing Code."];
        yield return t["De kluis trekt geen conclusie in rechte. Dat een grondslag is getoond, zegt niet dat het gesprek rechtmatig was.",
            "The vault draws no conclusion in law. That a basis is shown does not say that the call was lawful."];
    }
}
