namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CTM-FIRST-CALL-TERM.</summary>
internal static class FirstCallTermTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De eerste oproep op deze toestemming viel binnen zes maanden, of binnen de langere termijn die de getoonde tekst noemt.",
            "The first call on this consent came within six months, or within the longer term that the wording shown states."),
        ["too-late"] = new(
            "De eerste oproep op deze toestemming kwam later dan zes maanden nadat zij was gegeven, en de getoonde tekst noemt geen termijn die zo lang is.",
            "The first call on this consent came more than six months after it was given, and the wording shown states no term that long."),
    };
}
