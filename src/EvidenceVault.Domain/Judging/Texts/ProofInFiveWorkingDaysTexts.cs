namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CTM-PROOF-5WD.</summary>
internal static class ProofInFiveWorkingDaysTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Het bewijs van de toestemming is binnen vijf werkdagen na het verzoek gegeven.",
            "The proof of consent was given within five working days of the request."),
        ["too-late"] = new(
            "Het bewijs van de toestemming is later dan vijf werkdagen na het verzoek gegeven.",
            "The proof of consent was given later than five working days after the request."),
        ["not-provided"] = new(
            "Het bewijs van de toestemming is niet gegeven, en de vijf werkdagen daarvoor zijn verstreken.",
            "The proof of consent was not given, and the five working days for it have ended."),
        ["pending"] = new(
            "Het bewijs van de toestemming is nog niet gegeven. De vijf werkdagen daarvoor lopen nog.",
            "The proof of consent has not been given yet. The five working days for it have not ended."),
    };
}
