using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>The pages of the index: the first volume of a campaign pack.</summary>
public static class IndexPages
{
    public static void Compose(PdfDocument document, CampaignContext pack)
    {
        document.Running = CampaignCover.Running(pack);
        CampaignCover.Compose(document, pack);
        var parts = Parts(pack);
        Contents(document, pack, parts);
        foreach (var part in parts) part.Compose(document, pack);
    }

    // What there is nothing to say about is left out, unless that itself says something.
    private static List<CampaignPart> Parts(CampaignContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        List<CampaignPart> parts =
        [
            new(t["In het kort", "In short"], CampaignAnchors.Short, CampaignShortPart.Compose),
            new(t["Partijen en keten", "Parties and chain"], CampaignAnchors.Chain, CampaignChainPart.Compose),
            new(data.HasFindings ? t["Regels en beleid", "Rules and policy"] : t["Beleid", "Policy"], CampaignAnchors.Rules, (document, _) => RulesPart.Compose(document, pack.ForRules())),
        ];
        if (data.Overview!.Attempts > 0) parts.Add(new(t["Het verloop in beeld", "The course in pictures"], CampaignAnchors.Charts, ChartsPart.Compose));
        if (data.HasFindings)
        {
            parts.Add(new(t["Structuur", "Structure"], CampaignAnchors.Structure, StructurePart.Compose));
            parts.Add(new(t["Uitzonderingen", "Exceptions"], CampaignAnchors.Exceptions, ExceptionsPart.Compose));
        }

        parts.Add(new(t["De delen met alle belpogingen", "The volumes with all call attempts"], CampaignAnchors.Volumes, VolumesPart.Compose));
        parts.Add(new(t["Volledigheid", "Completeness"], CampaignAnchors.Completeness, CompletenessPart.Compose));
        parts.Add(new(t["Toestemming", "Consent"], CampaignAnchors.Consents, CampaignConsentsPart.Compose));
        parts.Add(new(t["Voicelogs en andere bewijsstukken", "Voicelogs and other exhibits"], CampaignAnchors.Exhibits, CampaignExhibitsPart.Compose));
        parts.Add(new(t["Processtukken", "Process documents"], CampaignAnchors.Process, ProcessPart.Compose));
        parts.Add(new(t["Bewijs", "Proof"], CampaignAnchors.Proof, CampaignProofPart.Compose));
        parts.Add(new(t["Dataminimalisatie en grenzen", "Data minimisation and limits"], CampaignAnchors.Limits, CampaignLimitsPart.Compose));
        return parts;
    }

    private static void Contents(PdfDocument document, CampaignContext pack, List<CampaignPart> parts)
    {
        var t = pack.T;
        document.Heading(1, t["Inhoud", "Contents"]);
        document.Contents(parts.Select(part => new ContentsEntry(1, part.Title, part.Anchor)));
        document.Heading(2, t["Leeswijzer", "How to read this"]);
        document.Bullets(Guidance(pack));
        document.PageBreak();
    }

    private static IEnumerable<RichText> Guidance(CampaignContext pack)
    {
        var t = pack.T;
        yield return [Inline.Bold(t["Belpoging", "Call attempt"]), t[
            ": elke keer dat is gebeld, ook als niemand opnam. Een gesprek is een poging waarbij een persoon heeft opgenomen en is gesproken.",
            ": every time a call was made, even if nobody answered. A conversation is an attempt in which a person answered and words were exchanged."]];
        if (pack.Data.HasFindings)
        {
            yield return [Inline.Bold(t["Getoond, niet getoond, onbewezen", "Shown, not shown, unproven"]), t[
                ": de kluis zegt wat uit de bewaarde feiten volgt volgens het regelboek dat op de dag van het gesprek gold. Onbewezen betekent dat het bewijs dat zou beslissen, ontbreekt. Een oordeel in rechte is dit niet.",
                ": the vault says what follows from the facts on record by the rulebook in force on the day of the call. Unproven means that the evidence that would decide is missing. This is no legal ruling."]];
            yield return [Inline.Bold(t["Interval", "Interval"]), t[
                ": alle vastgelegde belpogingen zijn geteld. Het 95%-interval (Wilson) zegt hoe ver een percentage door toeval alleen kan afwijken, als deze belpogingen worden gezien als een steekproef van hoe een beller werkt. Bij kleine aantallen is het breed.",
                ": all call attempts on record were counted. The 95% interval (Wilson) says how far a percentage may be off by chance alone, if these attempts are taken as a sample of how a caller works. With small numbers it is wide."]];
        }

        yield return t[
            "De belpogingen zelf staan op volgorde van tijd in de volgende delen. Het nummer voor een belpoging is haar nummer daar.",
            "The call attempts themselves are in the following volumes, by time. The number before a call attempt is its number there."];
        yield return t["Alle tijden zijn Nederlandse tijd (Europe/Amsterdam).", "All times are Dutch time (Europe/Amsterdam)."];
    }
}

/// <summary>A part of the pages, with its place in the table of contents.</summary>
internal sealed record CampaignPart(string Title, string Anchor, Action<PdfDocument, CampaignContext> Compose);
