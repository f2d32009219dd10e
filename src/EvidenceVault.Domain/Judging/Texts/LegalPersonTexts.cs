namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-LEGAL-PERSON.</summary>
internal static class LegalPersonTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De gebelde is een rechtspersoon, en de rechtsvorm is vóór het gesprek in het handelsregister nagegaan. Het verbod om zonder toestemming te bellen beschermt alleen natuurlijke personen.",
            "The called party is a legal person, and its legal form was checked in the trade register before the call. The ban on calls without consent protects natural persons only."),
        ["natural-person-in-law"] = new(
            "De gebelde geldt in deze wet als natuurlijke persoon. Dat geldt ook voor een eenmanszaak, vof, cv of maatschap.",
            "The called party counts as a natural person in this law. So do a sole trader and a partnership (eenmanszaak, vof, cv, maatschap)."),
        ["form-unknown"] = new(
            "De rechtsvorm van de gebelde is niet vastgelegd. Of zij een rechtspersoon is, staat daarom niet vast.",
            "The legal form of the called party is not on record. So it is not proven that it is a legal person."),
        ["not-checked"] = new(
            "Niet is vastgelegd dat de rechtsvorm vóór het gesprek in het handelsregister is nagegaan.",
            "It is not on record that the legal form was checked in the trade register before the call."),
    };
}
