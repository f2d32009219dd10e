using EvidenceVault.Domain.Packs;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Pages;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>The cover of a volume, and what stands in the margins of its other pages.</summary>
internal static class CampaignCover
{
    internal static string Title(CampaignContext pack) => pack.IsIndex
        ? pack.T["Bewijsdossier campagne", "Campaign evidence pack"]
        : pack.T[$"Bewijsdossier campagne, deel {pack.Data.Volume.Number}", $"Campaign evidence pack, volume {pack.Data.Volume.Number}"];

    internal static string Subject(CampaignContext pack) => pack.IsIndex
        ? pack.T["Samenvatting, structuur en uitzonderingen van de belpogingen voor een campagne", "Summary, structure and exceptions of the call attempts for a campaign"]
        : pack.T["Een deel van alle belpogingen voor een campagne", "A share of all call attempts for a campaign"];

    internal static RunningMatter Running(CampaignContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        return new(
            t[$"Bewijsdossier {pack.Campaign}, deel {data.Volume.Number}", $"Evidence pack {pack.Campaign}, volume {data.Volume.Number}"],
            data.Inquiry is { } inquiry ? t[$"Kenmerk {inquiry}", $"Reference {inquiry}"] : LetterIds.Print(data.Pack),
            $"{Notice(pack)}. {(data.Seal is null ? t["Niet verzegeld.", "Not sealed."] : t["Verzegeld.", "Sealed."])}");
    }

    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Cover(new Cover(Title(pack))
        {
            Kicker = data.Principal.Name,
            Notice = Notice(pack),
            Subtitle = Subtitle(pack),
            Facts = [.. Particulars(pack)],
            Body = body =>
            {
                Awaited(body, pack);
                Seal(body, pack);
            },
            QrPayload = data.CheckAt,
            QrCaption = data.CheckAt is null ? RichText.Empty : t[
                "Gemaakt door deze kluis? De code leidt naar een pagina met de SHA-256 van elk deel, om mee te vergelijken.",
                "Made by this vault? The code leads to a page with the SHA-256 of each volume, to compare with."],
        });
    }

    private static void Awaited(Composer body, CampaignContext pack)
    {
        if (pack.Data.Overview is not { RecordingsAwaited: > 0 } overview) return;
        var t = pack.T;
        body.Callout(
            Tone.Caution, t["Nog niet compleet", "Not complete yet"],
            t[$"{t.Count(overview.RecordingsAwaited, "opname", "opnamen", "", "")} van deze belpogingen {(overview.RecordingsAwaited == 1 ? "is" : "zijn")} aangekondigd en nog niet ontvangen.",
                $"{t.Count(overview.RecordingsAwaited, "", "", "recording", "recordings")} of these call attempts {(overview.RecordingsAwaited == 1 ? "was" : "were")} announced and not received yet."]);
    }

    private static void Seal(Composer body, CampaignContext pack)
    {
        var t = pack.T;
        RichText proofs =
        [
            t["Van elke belpoging in dit deel is de gebeurtenis uit het grootboek van de kluis bijgevoegd, met wat nodig is om haar na te rekenen (",
                "Of each call attempt in this volume the event from the vault's ledger is attached, with what is needed to compute it anew ("],
            Inline.Link(t["Bewijs", "Proof"], CampaignAnchors.Proof), ").",
        ];
        if (pack.Data.Seal is not { } seal)
            body.Callout(Tone.Caution, t["Niet verzegeld", "Not sealed"],
                [t["Dit bestand is niet elektronisch verzegeld: dat het ongewijzigd is, blijkt alleen uit zijn SHA-256. ", "This file is not electronically sealed: only its SHA-256 shows that it is unaltered. "], .. proofs]);
        else
            body.Callout(
                seal.IsSelfIssued ? Tone.Caution : Tone.Good, t["Elektronisch verzegeld", "Electronically sealed"],
                [
                    t[$"Verzegeld met het certificaat van {seal.By}, uitgegeven door {(seal.IsSelfIssued ? "de houder zelf: dat het bestand ongewijzigd is, is daarmee te zien, en niet van wie het is" : seal.Issuer)}. {(seal.TimestampBy is null ? "" : $"Het zegel heeft een tijdstempel van {seal.TimestampBy}. ")}",
                        $"Sealed with the certificate of {seal.By}, issued by {(seal.IsSelfIssued ? "its holder itself: it shows that the file is unaltered, and not whose it is" : seal.Issuer)}. {(seal.TimestampBy is null ? "" : $"The seal has a timestamp by {seal.TimestampBy}. ")}"],
                    .. proofs,
                ]);
    }

    private static string Notice(CampaignContext pack) => pack.Data.Audience == PackAudience.Internal
        ? pack.T["Vertrouwelijk, alleen voor intern gebruik", "Confidential, for internal use only"]
        : pack.T["Vertrouwelijk", "Confidential"];

    private static string Subtitle(CampaignContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (!pack.IsIndex) return t["Een deel van alle vastgelegde belpogingen. Deel 1 is de index met de samenvatting en de lijst van delen.", "A share of all call attempts on record. Volume 1 is the index with the summary and the list of volumes."];
        var what = data.HasFindings ? t["feiten en bevindingen", "facts and findings"] : t["feiten", "facts"];
        return data.Inquiry is { } inquiry
            ? t[$"Antwoord op verzoek {inquiry}: de vastgelegde {what} over alle belpogingen voor één campagne.", $"Answer to request {inquiry}: the {what} on record about all call attempts for one campaign."]
            : t[$"De vastgelegde {what} over alle belpogingen voor één campagne.", $"The {what} on record about all call attempts for one campaign."];
    }

    private static IEnumerable<Fact> Particulars(CampaignContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        yield return new(t["Campagne", "Campaign"], data.Scope.Name is { } name ? [name, Inline.Plain($" ({data.Scope.Campaign})", Tone.Muted)] : Inline.Mono(data.Scope.Campaign));
        yield return new(t["Periode", "Period"], pack.Period);
        yield return new(t["Bellers", "Callers"], data.Scope.Agencies is { } agencies ? t.And([.. agencies.Select(pack.Party)]) : t["Alle", "All"]);
        yield return new(t["Opgesteld voor", "Prepared for"], t.Of(data.Audience));
        if (data.Inquiry is { } inquiry) yield return new(t["Kenmerk verzoek", "Inquiry reference"], Inline.Mono(inquiry));
        if (data.Case is { } c)
        {
            yield return new(t["Gevraagd door", "Asked by"], $"{c.Authority}, {c.Reference} ({c.LegalBasis})");
            if (c.Deadline is { } deadline) yield return new(t["Uiterlijk te beantwoorden", "To be answered by"], t.Date(deadline));
        }

        yield return new(t["Opdrachtgever", "Principal"], data.Principal.Kvk is { } kvk ? $"{data.Principal.Name}, KvK {kvk}" : data.Principal.Name);
        yield return new(t["Deel", "Volume"], Volume(pack));
        yield return new(t["Inhoud", "Content"], data.HasFindings
            ? t["Feiten, bevindingen en conclusies", "Facts, findings and conclusions"]
            : t["Alleen feiten, zonder bevindingen en conclusies", "Facts only, without findings and conclusions"]);
        yield return new(t["Stand van de gegevens", "Data as of"], t[$"{t.At(data.AsOf)} (Nederlandse tijd)", $"{t.At(data.AsOf)} (Dutch time)"]);
        yield return new(t["Dossiernummer", "Pack number"], Inline.Mono(LetterIds.Print(data.Pack)));
        yield return new(t["Regelboek en software", "Rulebook and software"], t[$"Regelboek {data.Rulebook}; Evidence Vault {data.Software}", $"Rulebook {data.Rulebook}; Evidence Vault {data.Software}"]);
    }

    private static string Volume(CampaignContext pack)
    {
        var (volume, t) = (pack.Data.Volume, pack.T);
        if (!pack.IsIndex) return t[$"{volume.Number}, vanaf belpoging {t.Number(volume.FirstCall ?? 1)} van {t.Number(volume.AllCalls)}", $"{volume.Number}, from call attempt {t.Number(volume.FirstCall ?? 1)} of {t.Number(volume.AllCalls)} on"];
        var all = (pack.Data.Volumes?.Count ?? 0) + 1;
        return t[$"1 van {all}, de index", $"1 of {all}, the index"];
    }
}

/// <summary>The places that links lead to.</summary>
public static class CampaignAnchors
{
    public const string Short = "kort";
    public const string Volumes = "delen";
    public const string Chain = "keten";
    public const string Rules = "regels";
    public const string Charts = "beeld";
    public const string Structure = "structuur";
    public const string Exceptions = "uitzonderingen";
    public const string Completeness = "volledigheid";
    public const string Consents = "toestemming";
    public const string Exhibits = "bewijsstukken";
    public const string Process = "processtukken";
    public const string Calls = "gesprekken";
    public const string Proof = "bewijs";
    public const string Limits = "grenzen";
}
