using EvidenceVault.Pdf;
using EvidenceVault.Server.Packs.Data;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>What shows that the facts were recorded as they stand here, and how anyone may check it.</summary>
internal static class ProofPart
{
    internal static void Compose(PdfDocument document, PackContext pack)
    {
        var (proof, t) = (pack.Proof, pack.T);
        document.Heading(1, t["Bewijs", "Proof"], Anchors.Proof);
        document.Paragraph(t[
            "De kluis schrijft alles wat zij vastlegt bij in een grootboek: een ondertekende lijst waarin een wijziging, een weglating of een latere toevoeging zichtbaar wordt. "
            + "Voor alles waar dit dossier op rust, is het bewijs bijgevoegd dat het in dat grootboek staat, steeds bij dezelfde stand.",
            "The vault adds all that it records to a ledger: a signed list in which a change, an omission or a later insertion shows. "
            + "For all that this pack rests on, the proof that it stands in that ledger is attached, always for the same state."]);
        document.Facts(State(pack));
        document.Heading(2, t["Controleren in vijf regels", "How to check, in five lines"]);
        document.Numbered(HowToCheck.Lines(pack));
        document.Heading(2, t["Wat het bewijs niet zegt", "What the proof does not say"]);
        document.Bullets(Limits(pack));
        if (proof.Events.Count == 0) return;
        document.Table(
            t["Elke gebeurtenis met haar plaats en haar hash in het grootboek", "Every event with its place and its hash in the ledger"],
            [
                Column.Share(t["Gebeurtenis", "Event"]) with { IsRowHeader = true }, Column.Fit(t["Plaats", "Place"], 70, Alignment.Right),
                Column.Fixed(t["Hash van het blad (base64)", "Leaf hash (base64)"], 250) with { IsMono = true },
            ],
            proof.Events.Select(e => Row.Create(ProofWords.Name(pack, e), t.Number(e.Leaf), e.LeafHash)));
    }

    private static IEnumerable<Fact> State(PackContext pack)
    {
        var (proof, t) = (pack.Proof, pack.T);
        yield return new(t["Grootboek", "Ledger"], Inline.Mono(proof.Ledger));
        yield return new(t["Stand", "State"], t.Count((int)Math.Min(proof.Size, int.MaxValue), "gebeurtenis", "gebeurtenissen", "event", "events"));
        yield return new(t["Wortel (SHA-256)", "Root (SHA-256)"], Inline.Mono(proof.Root));
        foreach (var key in proof.SignedBy) yield return new(t["Ondertekend met", "Signed with"], Inline.Mono(key));
        yield return new(t["Medeondertekend door", "Cosigned by"], Attested(pack, proof.Witnesses) ?? t["niemand (er is bij deze stand geen getuige)", "nobody (no witness did at this state)"]);
        yield return new(t["Tijdstempel", "Timestamp"], Attested(pack, proof.Timestamps) ?? t["geen", "none"]);
        yield return new(t["Gedekt", "Covered"], ProofWords.Covered(pack));
        yield return new(t["Zegel van dit bestand", "Seal of this file"], pack.Data.Seal is { } seal ? [$"{seal.By}, SHA-256 ", Inline.Mono(seal.Sha256)] : t["geen", "none"]);
        if (pack.Data.Seal is not null)
            yield return new(t["Tijdstempel van het zegel", "Timestamp of the seal"], pack.Data.Seal.TimestampBy is { } authority ? t[$"van {authority}; het staat in het zegel zelf", $"by {authority}; it stands in the seal itself"] : t["geen", "none"]);
    }

    private static string? Attested(PackContext pack, IReadOnlyList<AttestedData> by) =>
        by.Count == 0 ? null : string.Join("; ", by.Select(a => $"{a.By}, {pack.T.At(a.At)}"));

    private static IEnumerable<RichText> Limits(PackContext pack)
    {
        var (proof, t) = (pack.Proof, pack.T);
        yield return t["Het bewijst wat is vastgelegd en wanneer, niet dat wie het aanleverde de waarheid sprak.", "It proves what was recorded and when, not that whoever handed it in told the truth."];
        yield return t[
            "Namen, nummers, kenmerken, notities en letterlijke klachten staan alleen als hash met een geheime sleutel in het grootboek, zodat zij gewist kunnen worden. Dat zij bij het feit horen, is uit dit bestand niet na te rekenen.",
            "Names, numbers, references, notes and the words of complaints stand in the ledger only as hashes under a secret key, so that they can be erased. That they belong to the fact cannot be computed from this file."];
        yield return t["De beschrijvingen van partijen en campagnes, het beleid en de conclusies vallen er niet onder: die volgen uit het boek van de opdrachtgever en het regelboek.",
            "It does not extend to the descriptions of parties and campaigns, the policy and the conclusions: these follow from the principal's book and the rulebook."];
        if (proof.Events.Any(e => !e.HasContent))
            yield return t["Van vrijgaven vooraf is de inhoud weggelaten, want daarin staan bevindingen; dat zij in het grootboek staan, is wel bewezen.",
                "The content of clearances is left out, for findings stand in it; that they stand in the ledger is proven all the same."];
        if (proof.Witnesses.Count == 0 && proof.Timestamps.Count == 0)
            yield return t["Bij deze stand is er nog geen woord van een ander dan de kluis, zoals een getuige of een tijdstempel. Een bewijs dat later wordt opgevraagd, kan dat wel hebben.",
                "At this state nobody but the vault has said anything yet, such as a witness or a timestamp. A proof that is asked for later may have it."];
    }
}
