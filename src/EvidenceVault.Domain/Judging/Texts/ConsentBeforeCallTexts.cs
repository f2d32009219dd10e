namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-CONSENT.</summary>
internal static class ConsentBeforeCallTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Vóór het gesprek was toestemming gegeven aan deze opdrachtgever voor telefonische benadering over elk product van het gesprek. De getoonde tekst en een bewijsstuk van de eigen handeling van deze persoon zijn vastgelegd.",
            "Before the call, consent had been given to this principal for phone calls about every product of the call. The wording shown and an exhibit of this person's own act are on file."),
        ["no-grant"] = new(
            "Er is geen toestemming vastgelegd waarop het gesprek kan berusten. Zonder voorafgaande toestemming is bellen met een natuurlijke persoon niet toegestaan.",
            "No consent is on record that the call could rest on. Without prior consent, calling a natural person is not allowed."),
        ["withdrawn"] = new(
            "De toestemming was vóór of op het tijdstip van het gesprek ingetrokken, of de persoon had bezwaar gemaakt tegen gesprekken.",
            "The consent had been withdrawn before or at the start of the call, or the person had objected to calls."),
        ["expired"] = new(
            "De termijn die de persoon bij het geven van toestemming is meegedeeld, was bij het begin van het gesprek verstreken.",
            "The term told to the person when consent was given had ended when the call began."),
        ["out-of-scope"] = new(
            "De toestemming, of de tekst die daarbij is getoond, dekt niet elk product waarover het gesprek ging.",
            "The consent, or the wording shown with it, does not cover every product that the call was about."),
        ["other-channel"] = new(
            "De toestemming is gegeven voor een ander kanaal dan de telefoon.",
            "The consent was given for a channel other than the phone."),
        ["granted-after-call"] = new(
            "De toestemming is pas gegeven bij of na het begin van het gesprek. Toestemming moet voorafgaan aan het gesprek.",
            "The consent was only given at or after the start of the call. Consent must come before the call."),
        ["granted-in-unpermitted-call"] = new(
            "De toestemming is verkregen in een gesprek waarvoor zelf geen bevoegdheid is aangetoond.",
            "The consent was obtained in a call that was itself not shown to be permitted."),
        ["capture-missing"] = new(
            "Van de toestemming ontbreekt {missing}. De opdrachtgever moet de toestemming kunnen aantonen.",
            "For this consent, {missing} is not on file. The principal must be able to show the consent."),
        ["stale"] = new(
            "De persoon is geen termijn meegedeeld, en de toestemming was bij het gesprek ouder dan de termijn die de opdrachtgever zelf hanteert.",
            "No term was told to the person, and at the call the consent was older than the term the principal itself applies."),
    };
}
