using EvidenceVault.Domain.Packs;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The cover, and what stands in the margins of the other pages.</summary>
internal static class CoverPage
{
    internal static string Title(PackContext pack) => pack.IsForConsumer
        ? pack.T["Uw toestemming en de gesprekken met u", "Your consent and the calls made to you"]
        : pack.T["Bewijsdossier toestemming en telemarketing", "Evidence pack: consent and telemarketing"];

    internal static RunningMatter Running(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        return new(
            $"{(pack.IsForConsumer ? t["Overzicht", "Overview"] : t["Bewijsdossier", "Evidence pack"])} {data.Principal.Name}",
            data.Inquiry is { } inquiry ? t[$"Kenmerk {inquiry}", $"Reference {inquiry}"] : t[$"Dossier {LetterIds.Print(data.Pack)}", $"Pack {LetterIds.Print(data.Pack)}"],
            $"{Notice(pack)}. {(data.Seal is null ? t["Niet verzegeld.", "Not sealed."] : t["Verzegeld.", "Sealed."])}");
    }

    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        document.Cover(new Cover(Title(pack))
        {
            Kicker = data.Principal.Name,
            Notice = Notice(pack),
            Subtitle = Subtitle(pack),
            Facts = [.. Particulars(pack)],
            Body = body => Seal(body, pack),
            QrPayload = data.CheckAt,
            QrCaption = data.CheckAt is null ? RichText.Empty : t[
                "Gemaakt door deze kluis? De code leidt naar een pagina met de SHA-256 van het bestand, om mee te vergelijken.",
                "Made by this vault? The code leads to a page with the SHA-256 of the file, to compare with."],
        });
    }

    private static void Seal(Composer body, PackContext pack)
    {
        var t = pack.T;
        RichText proofs =
        [
            t["Van elk feit is het bewijs uit het grootboek van de kluis bijgevoegd (", "Of each fact, the proof from the vault's ledger is attached ("], Inline.Link(t["Bewijs", "Proof"], Anchors.Proof),
            t["), en de gegevens waaruit de bladzijden zijn gezet, als pack.json.", "), and the data that the pages were set from, as pack.json."],
        ];
        if (pack.Data.Seal is not { } seal)
            body.Callout(
                Tone.Caution, t["Niet verzegeld", "Not sealed"],
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

    private static string Notice(PackContext pack) => pack.Data.Audience switch
    {
        PackAudience.Consumer => pack.T["Persoonlijk en vertrouwelijk", "Personal and confidential"],
        PackAudience.Internal => pack.T["Vertrouwelijk, alleen voor intern gebruik", "Confidential, for internal use only"],
        _ => pack.T["Vertrouwelijk", "Confidential"],
    };

    private static string Subtitle(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        if (pack.IsForConsumer)
            return t[$"Wat {data.Principal.Name} heeft vastgelegd over uw toestemming en over elke poging om u te bellen.",
                $"What {data.Principal.Name} has on record about your consent and every attempt to call you."];
        var findings = data.HasFindings;
        return data.Inquiry is { } inquiry
            ? t[$"Antwoord op verzoek {inquiry} over één consument: de vastgelegde {(findings ? "feiten en bevindingen" : "feiten")}.",
                $"Answer to request {inquiry} about one consumer: the {(findings ? "facts and findings" : "facts")} on record."]
            : t[$"De vastgelegde {(findings ? "feiten en bevindingen" : "feiten")} over één consument.", $"The {(findings ? "facts and findings" : "facts")} on record about one consumer."];
    }

    private static IEnumerable<Fact> Particulars(PackContext pack)
    {
        var (data, t) = (pack.Data, pack.T);
        yield return new(t["Consument", "Consumer"], Consumer(pack));
        if (OtherNames(data.Consumer) is { Count: > 0 } others)
            yield return new(t["Ook genoemd bij dit nummer", "Also named on this number"], string.Join(", ", others));
        yield return new(t["Opgesteld voor", "Prepared for"], t.Of(data.Audience));
        if (data.Inquiry is { } inquiry) yield return new(t["Kenmerk verzoek", "Inquiry reference"], Inline.Mono(inquiry));
        yield return new(t["Opdrachtgever", "Principal"], data.Principal.Kvk is { } kvk ? $"{data.Principal.Name}, KvK {kvk}" : data.Principal.Name);
        if (data.Facts.Count > 0)
            yield return new(t["Periode", "Period"], t[
                $"Alle vastgelegde feiten, van {t.Date(data.Facts[0].OccurredAt)} tot en met {t.Date(data.Facts[^1].OccurredAt)}",
                $"All facts on record, from {t.Date(data.Facts[0].OccurredAt)} to {t.Date(data.Facts[^1].OccurredAt)}"]);
        yield return new(t["Inhoud", "Content"], data.HasFindings
            ? t["Feiten, bevindingen en conclusies", "Facts, findings and conclusions"]
            : t["Alleen feiten, zonder bevindingen en conclusies", "Facts only, without findings and conclusions"]);
        yield return new(t["Stand van de gegevens", "Data as of"], t[$"{t.At(data.AsOf)} (Nederlandse tijd)", $"{t.At(data.AsOf)} (Dutch time)"]);
        yield return new(t["Dossiernummer", "Pack number"], Inline.Mono(LetterIds.Print(data.Pack)));
        yield return new(t["Regelboek en software", "Rulebook and software"], t[$"Regelboek {data.Rulebook}; Evidence Vault {data.Software}", $"Rulebook {data.Rulebook}; Evidence Vault {data.Software}"]);
    }

    // A number may have changed hands, or belong to a household: the reader must know.
    private static List<string> OtherNames(ConsumerData who) => [.. who.Names.Distinct().Where(name => name != who.Names[^1])];

    private static string Consumer(PackContext pack)
    {
        var (who, t) = (pack.Data.Consumer, pack.T);
        if (who.IsErased) return t["Gegevens gewist; alleen feiten die tot niemand te herleiden zijn, resteren", "Erased; only facts that can be traced to nobody remain"];
        var phone = who.Phones.Count == 0 ? "" : who.PhoneIsMasked ? who.Phones[^1] : Tongue.Phone(who.Phones[^1]);
        return who.Names.Count == 0 ? phone : $"{who.Names[^1]}, {phone}";
    }
}
