namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-CALLER-ID.</summary>
internal static class CallerIdShownTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Bij de oproep is het nummer van de beller getoond.",
            "The caller's number was shown with the call."),
        ["withheld"] = new(
            "Bij de oproep is het nummer van de beller afgeschermd.",
            "The caller's number was withheld."),
        ["unknown"] = new(
            "Of bij de oproep het nummer van de beller is getoond, is niet vastgelegd.",
            "Whether the caller's number was shown is not on record."),
    };
}
