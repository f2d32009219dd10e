namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of ACM-CONSENT-VERIFY.</summary>
internal static class ConsentVerificationTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De persoon heeft de toestemming vóór het gesprek bevestigd, op tijd en op een manier die de opdrachtgever aanvaardt, en het antwoord is vastgelegd. ACM leest deze tweede stap in de wet; branchevereniging DDMA bestrijdt dat.",
            "The person confirmed the consent before the call, in time and in a way the principal accepts, and the answer is on file. ACM reads this second step into the statute; the trade association DDMA disputes that."),
        ["not-verified"] = new(
            "De persoon is vóór het gesprek niet gevraagd om de toestemming te bevestigen.",
            "The person was not asked to confirm the consent before the call."),
        ["no-response"] = new(
            "De persoon is gevraagd om de toestemming te bevestigen, maar had bij het begin van het gesprek niet geantwoord. Geen antwoord is geen toestemming.",
            "The person was asked to confirm the consent, but had not answered when the call began. No response is no consent."),
        ["refused"] = new(
            "De persoon heeft bij de vraag om bevestiging nee gezegd.",
            "When asked to confirm, the person said no."),
        ["verified-after-call"] = new(
            "De toestemming is pas bij of na het begin van het gesprek bevestigd.",
            "The consent was only confirmed at or after the start of the call."),
        ["lapsed"] = new(
            "De toestemming is bevestigd na afloop van de termijn die daarvoor geldt, gerekend vanaf het verzoek of anders vanaf de toestemming.",
            "The consent was confirmed after the term for it had ended, counted from the request or else from the consent."),
        ["method-not-accepted"] = new(
            "De toestemming is bevestigd op een manier die het beleid van de opdrachtgever op de dag van het gesprek niet aanvaardt.",
            "The consent was confirmed in a way that the principal's policy on the day of the call does not accept."),
        ["verified-in-sales-call"] = new(
            "De bevestiging is verkregen in een commercieel gesprek. Een verkoopgesprek kan het ontbreken van de tweede stap niet herstellen.",
            "The confirmation was obtained in a commercial call. A sales call cannot repair the missing second step."),
        ["response-unproven"] = new(
            "De bevestiging is gemeld, maar er is geen bewijsstuk van het antwoord en zij is niet gegeven op een pagina van de kluis zelf.",
            "The confirmation was reported, but there is no exhibit of the answer and it was not given on a page of the vault itself."),
    };
}
