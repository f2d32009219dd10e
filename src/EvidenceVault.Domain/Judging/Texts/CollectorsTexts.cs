namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CHAIN-COLLECTOR.</summary>
internal static class CollectorsTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Wie de toestemming voor de opdrachtgever verkreeg of liet bevestigen, had daarvoor op dat moment een opdracht die via een ononderbroken reeks van de opdrachtgever komt.",
            "Whoever collected the consent for the principal, or had it confirmed, held a mandate for it at that moment, by an unbroken line from the principal."),
        ["no-mandate"] = new(
            "De toestemming is verkregen of bevestigd door {party}, en er is geen opdracht vastgelegd die van de opdrachtgever naar die partij leidt.",
            "The consent was collected or confirmed by {party}, and no mandate is on record that leads from the principal to that party."),
        ["mandate-not-yet"] = new(
            "De opdracht van {party} was nog niet ingegaan toen die partij de toestemming verkreeg of liet bevestigen.",
            "The mandate of {party} had not begun when that party collected the consent or had it confirmed."),
        ["mandate-ended"] = new(
            "De opdracht van {party} was beëindigd toen die partij de toestemming verkreeg of liet bevestigen.",
            "The mandate of {party} had ended when that party collected the consent or had it confirmed."),
        ["campaign-not-covered"] = new(
            "De opdracht van {party} omvat niet de campagne waarvoor de toestemming is verkregen of bevestigd.",
            "The mandate of {party} does not cover the campaign for which the consent was collected or confirmed."),
        ["sub-agency-not-allowed"] = new(
            "{party}, die de toestemming verkreeg of liet bevestigen, had de opdracht van een partij die haar opdracht niet mocht doorgeven.",
            "{party}, which collected the consent or had it confirmed, had its mandate from a party that was not allowed to pass its mandate on."),
    };
}
