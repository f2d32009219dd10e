namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of AI-DISCLOSED.</summary>
internal static class AiDisclosedTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Aan het begin van het gesprek is gezegd dat een AI-systeem spreekt.",
            "At the start of the call it was said that an AI system speaks."),
        ["not-disclosed"] = new(
            "Aan het begin van het gesprek is niet gezegd dat een AI-systeem spreekt.",
            "At the start of the call it was not said that an AI system speaks."),
        ["unknown"] = new(
            "Of aan het begin van het gesprek is gezegd dat een AI-systeem spreekt, is niet vastgelegd.",
            "Whether it was said at the start of the call that an AI system speaks is not on record."),
    };
}
