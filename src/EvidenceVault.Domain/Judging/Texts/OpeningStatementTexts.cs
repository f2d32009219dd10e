namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of BW-6:230v-OPENING.</summary>
internal static class OpeningStatementTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Aan het begin van het gesprek is gezegd wie belt, voor welke opdrachtgever, en dat het doel commercieel is.",
            "At the start of the call it was said who calls, for which principal, and that the purpose is commercial."),
        ["caller-not-named"] = new(
            "Aan het begin van het gesprek heeft de beller niet gezegd wie hij is.",
            "At the start of the call the caller did not say who it is."),
        ["principal-not-named"] = new(
            "Aan het begin van het gesprek is niet gezegd voor welke opdrachtgever er wordt gebeld.",
            "At the start of the call it was not said for which principal the call is made."),
        ["purpose-not-named"] = new(
            "Aan het begin van het gesprek is niet gezegd dat het doel commercieel is.",
            "At the start of the call it was not said that its purpose is commercial."),
        ["unknown"] = new(
            "Niet alles wat aan het begin van het gesprek moet worden gezegd, is vastgelegd: wie belt, voor welke opdrachtgever, en dat het doel commercieel is.",
            "Not everything that must be said at the start of the call is on record: who calls, for which principal, and that the purpose is commercial."),
    };
}
