namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of VAULT-SCRIPT.</summary>
internal static class ScriptOnFileTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Het belscript van het gesprek was vastgelegd toen het gesprek begon.",
            "The script of the call had been recorded when the call began."),
        ["filed-after-call"] = new(
            "Het belscript van het gesprek is pas na het begin ervan vastgelegd.",
            "The script of the call was recorded only after it had begun."),
        ["none"] = new(
            "Bij het gesprek is geen belscript vastgelegd.",
            "No script is on record for the call."),
    };
}
