namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of POLICY-WINDOW.</summary>
internal static class OwnWindowTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De oproep viel binnen de beltijden die de opdrachtgever zelf heeft vastgesteld.",
            "The call was made within the calling hours that the principal has set itself."),
        ["outside-window"] = new(
            "De oproep viel buiten de beltijden die de opdrachtgever zelf heeft vastgesteld, of op een dag waarop zijn beleid geen oproepen toestaat.",
            "The call was made outside the calling hours that the principal has set itself, or on a day on which its policy allows no calls."),
    };
}
