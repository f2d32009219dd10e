namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of AVG-CONSENT-QUALITY.</summary>
internal static class ConsentQualityTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De toestemming is gegeven door een actieve handeling, vrij, specifiek en geïnformeerd: de getoonde tekst noemt doel en beller.",
            "The consent was given by an active act, freely, specifically and informed: the wording shown names purpose and caller."),
        ["pre-ticked"] = new(
            "Het vakje was vooraf aangevinkt. Dat is geen ondubbelzinnige toestemming.",
            "The box was ticked beforehand. That is no unambiguous consent."),
        ["bundled-with-terms"] = new(
            "De toestemming was onderdeel van het aanvaarden van algemene voorwaarden en dus niet afzonderlijk gevraagd.",
            "The consent was part of accepting general terms, and so was not asked separately."),
        ["no-active-act"] = new(
            "De persoon heeft niets gedaan om toestemming te geven. Stilzwijgen is geen toestemming.",
            "The person did nothing to give consent. Silence is no consent."),
        ["conditional"] = new(
            "Iets anders is afhankelijk gemaakt van de toestemming. Zij is dan niet vrij gegeven.",
            "Something else was made to depend on the consent. It was then not freely given."),
        ["purpose-not-named"] = new(
            "Het doel, waarover gebeld zou worden, is niet genoemd.",
            "The purpose, what the calls would be about, was not named."),
        ["caller-not-named"] = new(
            "De opdrachtgever is niet genoemd als degene die zou bellen of laten bellen.",
            "The principal was not named as the one that would call or have calls made."),
        ["minor"] = new(
            "De persoon was jonger dan 16 jaar en een wettelijk vertegenwoordiger heeft niet ingestemd.",
            "The person was under 16 and no guardian consented."),
        ["unknown"] = new(
            "Niet alles waaraan geldige toestemming moet voldoen is vastgelegd: de handeling, of iets ervan afhankelijk was, bij een formulier of het vooraf was aangevinkt of in algemene voorwaarden stond, of de getoonde tekst.",
            "Not everything that valid consent requires is on record: the act, whether something depended on it, for a form whether it was pre-ticked or part of general terms, or the wording shown."),
    };
}
