using System.Globalization;
using System.Text;
using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Campaigns.Pages;

/// <summary>What shows that the calls were recorded as they stand in this volume, and how anyone may check it.</summary>
internal static class CampaignProofPart
{
    internal static void Compose(PdfDocument document, CampaignContext pack)
    {
        var t = pack.T;
        document.Heading(1, t["Bewijs", "Proof"], CampaignAnchors.Proof);
        document.Paragraph(t[
            "De kluis schrijft alles wat zij vastlegt bij in een grootboek: een ondertekende lijst waarin een wijziging, een weglating of een latere toevoeging zichtbaar wordt. "
            + "De gebeurtenissen waar dit deel op rust, zijn bijgevoegd zoals zij in dat grootboek staan, met de hashes die van hen naar de ondertekende wortel leiden, elk één keer.",
            "The vault adds all that it records to a ledger: a signed list in which a change, an omission or a later insertion shows. "
            + "The events that this volume rests on are attached as they stand in that ledger, with the hashes that lead from them to the signed root, each once."]);
        document.Facts(State(pack));
        document.Heading(2, t["Controleren in vijf regels", "How to check, in five lines"]);
        document.Numbered(Lines(pack));
        document.Heading(2, t["Wat het bewijs niet zegt", "What the proof does not say"]);
        document.Bullets(Limits(pack));
    }

    /// <summary>The five lines as a text file.</summary>
    internal static string ReadMe(CampaignContext pack)
    {
        var text = new StringBuilder();
        foreach (var (number, line) in Lines(pack).Index()) text.Append(CultureInfo.InvariantCulture, $"{number + 1}. {line}\n");
        return text.ToString();
    }

    private static IReadOnlyList<RichText> Lines(CampaignContext pack)
    {
        var t = pack.T;
        var vault = pack.Data.CheckAt is { } page ? page[..^$"{CheckPack.Path}/{pack.Data.Pack}".Length] : null;
        return
        [
            [
                t["Neem de openbare sleutel van het grootboek niet uit dit bestand over: vraag hem aan wie hem eerder noteerde, of haal hem op (", "Do not take the ledger's public key from this file: ask somebody who noted it before, or fetch it ("],
                Inline.Mono($"{vault}/ledger/key"), t["). Bewaar hem als ", "). Keep it as "], Inline.Mono("vault.keys"), ".",
            ],
            [
                t["Voer uit, zonder netwerk: ", "Run, without a network: "], Inline.Mono($"vault verify {PackFileName.Of(pack.Data.Pack, pack.Data.Volume.Number)} --key vault.keys"),
                t[". Het programma vault is openbaar.", ". The program vault is public."],
            ],
            [
                t["Het rekent van alle gebeurtenissen samen de wortel na, vergelijkt elke belpoging met wat is vastgelegd en telt na wat geteld is. Is alles goed, dan eindigt het met: ",
                    "It computes the root from all events together, compares each call attempt with what was recorded and counts again what was counted. If all is good, it ends with: "],
                Inline.Mono("All is as it should be."),
            ],
            [
                t["Van een belpoging naar haar gebeurtenis: haar eventId in ", "From a call attempt to its event: its eventId in "], Inline.Mono("pack.json"), t[" of ", " or "], Inline.Mono("calls.csv"),
                t[" staat als id in ", " is the id in "], Inline.Mono("proofs/leaves.txt"), t[". De hash van zo’n regel is die van RFC 6962.", ". The hash of such a line is that of RFC 6962."],
            ],
            pack.IsIndex
                ? [t["Controleer elk deel op zichzelf, en vergelijk zijn SHA-256 met de lijst onder ", "Check each volume by itself, and compare its SHA-256 with the list in "], Inline.Link(t["De delen", "The volumes"], CampaignAnchors.Volumes), "."]
                : [t["Vergelijk de SHA-256 van dit deel met de lijst in deel 1, die met deel 1 verzegeld is.", "Compare the SHA-256 of this volume with the list in volume 1, which is under the seal of volume 1."]],
        ];
    }

    private static IEnumerable<Fact> State(CampaignContext pack)
    {
        var (proof, t) = (pack.Data.Proof, pack.T);
        yield return new(t["Grootboek", "Ledger"], Inline.Mono(proof.Ledger));
        yield return new(t["Stand", "State"], t.Count((int)Math.Min(proof.Size, int.MaxValue), "gebeurtenis", "gebeurtenissen", "event", "events"));
        yield return new(t["Wortel (SHA-256)", "Root (SHA-256)"], Inline.Mono(proof.Root));
        foreach (var key in proof.SignedBy) yield return new(t["Ondertekend met", "Signed with"], Inline.Mono(key));
        yield return new(t["Medeondertekend door", "Cosigned by"], Attested(pack, proof.Witnesses) ?? t["niemand (er is bij deze stand geen getuige)", "nobody (no witness did at this state)"]);
        yield return new(t["Tijdstempel", "Timestamp"], Attested(pack, proof.Timestamps) ?? t["geen", "none"]);
        yield return new(t["Bijgevoegd", "Attached"], t.Count((int)Math.Min(proof.Events, int.MaxValue), "gebeurtenis", "gebeurtenissen", "event", "events"));
        yield return new(t["Zegel van dit bestand", "Seal of this file"], pack.Data.Seal is { } seal ? [$"{seal.By}, SHA-256 ", Inline.Mono(seal.Sha256)] : t["geen", "none"]);
    }

    private static string? Attested(CampaignContext pack, IReadOnlyList<AttestedData> by) => by.Count == 0 ? null : string.Join("; ", by.Select(a => $"{a.By}, {pack.T.At(a.At)}"));

    private static IEnumerable<RichText> Limits(CampaignContext pack)
    {
        var (proof, t) = (pack.Data.Proof, pack.T);
        yield return t["Het bewijst wat is vastgelegd en wanneer, niet dat wie het aanleverde de waarheid sprak.", "It proves what was recorded and when, not that whoever handed it in told the truth."];
        yield return t["Wie is gebeld, staat niet in het grootboek: nummers en namen zijn er alleen als hash met een geheime sleutel.", "Who was called does not stand in the ledger: numbers and names are in it only as hashes under a secret key."];
        yield return t["De beschrijvingen van partijen en campagnes, het beleid, de tellingen van belsystemen en de conclusies vallen er niet onder.", "It does not extend to the descriptions of parties and campaigns, the policy, the counts of diallers and the conclusions."];
        if (proof.Witnesses.Count == 0 && proof.Timestamps.Count == 0)
            yield return t["Bij deze stand is er nog geen woord van een ander dan de kluis, zoals een getuige of een tijdstempel.", "At this state nobody but the vault has said anything yet, such as a witness or a timestamp."];
    }
}
