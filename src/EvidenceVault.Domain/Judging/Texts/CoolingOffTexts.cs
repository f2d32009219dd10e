namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CTM-COOLING-OFF.</summary>
internal static class CoolingOffTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Na het aanbod is pas om aanvaarding gevraagd toen de afkoelperiode was verstreken die de opdrachtgever zelf heeft vastgelegd.",
            "After the offer, acceptance was asked only when the cooling-off period that the principal itself has set had ended."),
        ["too-early"] = new(
            "Om aanvaarding is gevraagd voordat de afkoelperiode was verstreken die de opdrachtgever zelf heeft vastgelegd.",
            "Acceptance was asked before the cooling-off period that the principal itself has set had ended."),
        ["in-call"] = new(
            "Het aanbod is in hetzelfde gesprek aanvaard. Er was geen afkoelperiode.",
            "The offer was accepted in the same call. There was no cooling-off period."),
        ["no-term-set"] = new(
            "De opdrachtgever had op de dag van het gesprek geen afkoelperiode vastgelegd.",
            "On the day of the call the principal had set no cooling-off period."),
        ["times-unknown"] = new(
            "Wanneer het aanbod is gedaan of wanneer om aanvaarding is gevraagd, is niet vastgelegd.",
            "When the offer was made, or when acceptance was asked, is not on record."),
    };
}
