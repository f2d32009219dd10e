namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of VAULT-WORDING.</summary>
internal static class WordingOnFileTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De tekst die bij de toestemming is getoond, was vastgelegd toen het gesprek begon, en werd op die plaats en op die dag getoond.",
            "The wording shown with the consent had been recorded when the call began, and was shown at that place on that day."),
        ["filed-after-call"] = new(
            "De tekst die bij de toestemming is getoond, is pas na het begin van het gesprek vastgelegd.",
            "The wording shown with the consent was recorded only after the call had begun."),
        ["not-live-then"] = new(
            "De tekst die bij de toestemming is genoemd, werd op die dag of op die plaats niet getoond.",
            "The wording named with the consent was not shown on that day or at that place."),
        ["none"] = new(
            "De tekst die bij de toestemming is getoond, is niet vastgelegd.",
            "The wording shown with the consent is not on record."),
    };
}
