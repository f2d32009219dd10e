namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CTM-CUSTOMER-TERM.</summary>
internal static class FormerCustomerTermTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De oud-klant is gebeld binnen drie jaar nadat de klantrelatie was geëindigd.",
            "The former customer was called within three years after the customer relation had ended."),
        ["relationship-too-old"] = new(
            "De klantrelatie was meer dan drie jaar vóór het gesprek geëindigd.",
            "The customer relation had ended more than three years before the call."),
    };
}
