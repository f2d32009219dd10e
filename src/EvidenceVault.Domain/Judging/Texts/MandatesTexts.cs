namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CHAIN-MANDATE.</summary>
internal static class MandatesTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Een ononderbroken reeks opdrachten loopt van de opdrachtgever naar de beller, van kracht op het moment van het gesprek en voor deze campagne.",
            "An unbroken line of mandates runs from the principal to the caller, in force at the time of the call and for this campaign."),
        ["no-mandate"] = new(
            "Er is geen opdracht vastgelegd die van de opdrachtgever naar {party} leidt.",
            "No mandate is on record that leads from the principal to {party}."),
        ["mandate-not-yet"] = new(
            "De opdracht op grond waarvan {party} belde, was bij het begin van het gesprek nog niet ingegaan.",
            "The mandate under which {party} called had not begun when the call began."),
        ["mandate-ended"] = new(
            "De opdracht op grond waarvan {party} belde, was bij het begin van het gesprek beëindigd.",
            "The mandate under which {party} called had ended when the call began."),
        ["campaign-not-covered"] = new(
            "De opdracht van {party} omvat deze campagne niet; een gesprek zonder campagne vergt een opdracht voor alle campagnes.",
            "The mandate of {party} does not cover this campaign; a call without a campaign needs a mandate for all campaigns."),
        ["sub-agency-not-allowed"] = new(
            "{party} kreeg de opdracht van een partij die haar opdracht niet mocht doorgeven.",
            "{party} got its mandate from a party that was not allowed to pass its mandate on."),
    };
}
