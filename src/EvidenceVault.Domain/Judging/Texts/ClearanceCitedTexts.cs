namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of VAULT-CLEARANCE.</summary>
internal static class ClearanceCitedTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Vóór de oproep is om vrijgave gevraagd; die is verleend en gold nog toen de oproep begon.",
            "A clearance had been asked before the call; it said clear and was still fresh when the call began."),
        ["called-despite-block"] = new(
            "Vóór de oproep is om vrijgave gevraagd. Die is geweigerd, en toch is er gebeld.",
            "A clearance had been asked before the call. It said block, and the call was made all the same."),
        ["stale"] = new(
            "De vrijgave waarnaar de oproep verwijst, gold niet toen de oproep begon: zij was verlopen of nog niet verleend.",
            "The clearance that the call cites was not fresh when the call began: it had run out, or had not been given yet."),
        ["none"] = new(
            "De oproep verwijst niet naar een vrijgave voor dit nummer, deze beller, deze campagne en deze manier van bellen.",
            "The call cites no clearance for this number, this caller, this campaign and this means of calling."),
    };
}
