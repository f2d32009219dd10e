using EvidenceVault.Pdf;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The table of contents, and how to read the rest.</summary>
internal static class ContentsPage
{
    internal static void Compose(PdfDocument document, PackContext pack, IReadOnlyList<PackPart> parts)
    {
        var t = pack.T;
        document.Heading(1, t["Inhoud", "Contents"]);
        document.Contents(parts.Select(part => new ContentsEntry(1, part.Title, part.Anchor)));
        document.Heading(2, t["Leeswijzer", "How to read this"]);
        document.Bullets(Guidance(pack));
        document.PageBreak();
    }

    private static IEnumerable<RichText> Guidance(PackContext pack)
    {
        var t = pack.T;
        yield return [Inline.Bold(t["Belpoging", "Call attempt"]), t[
            ": elke keer dat is gebeld, ook als niemand opnam. Een gesprek is een poging waarbij een persoon heeft opgenomen en is gesproken.",
            ": every time a call was made, even if nobody answered. A conversation is an attempt in which a person answered and words were exchanged."]];
        yield return [Inline.Bold(t["Gebeurd en vastgelegd", "Happened and recorded"]), t[
            ": van elk feit staat vermeld wanneer het volgens de bron gebeurde en wanneer de kluis het ontving. Beide kunnen verschillen, en dat verschil staat erbij.",
            ": each fact states when it happened, as its source says, and when the vault received it. The two may differ, and the difference is stated."]];
        if (pack.Data.HasFindings)
            yield return [Inline.Bold(t["Getoond, niet getoond, onbewezen", "Shown, not shown, unproven"]), t[
                ": de kluis zegt wat uit de bewaarde feiten volgt volgens het regelboek dat op de dag van het gesprek gold. Onbewezen betekent dat het bewijs dat zou beslissen, ontbreekt. Een oordeel in rechte is dit niet.",
                ": the vault says what follows from the facts on record by the rulebook in force on the day of the call. Unproven means that the evidence that would decide is missing. This is no legal ruling."]];
        yield return [Inline.Bold("F1, F2 …"), t[" zijn feiten in het ", " are facts in the "], Inline.Link(t["register van feiten", "register of facts"], Anchors.Register), "; ",
            Inline.Bold("B1, B2 …"), t[" zijn ", " are "], Inline.Link(t["bewijsstukken", "exhibits"], Anchors.Exhibits), "."];
        yield return t["Alle tijden zijn Nederlandse tijd (Europe/Amsterdam).", "All times are Dutch time (Europe/Amsterdam)."];
    }
}
