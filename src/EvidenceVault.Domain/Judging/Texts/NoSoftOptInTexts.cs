namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-NO-SOFT-OPT-IN.</summary>
internal static class NoSoftOptInTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        ["customer-basis-abolished"] = new(
            "Sinds 1 juli 2026 is een klantrelatie geen grondslag meer om te bellen (Stb. 2025, 12).",
            "Since 1 July 2026 a customer relation is no longer a basis for calls (Stb. 2025, 12)."),
    };
}
