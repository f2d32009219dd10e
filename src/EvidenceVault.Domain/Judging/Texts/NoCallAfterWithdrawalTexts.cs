namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-WITHDRAWN.</summary>
internal static class NoCallAfterWithdrawalTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Bij het begin van het gesprek stond geen intrekking of bezwaar in de weg.",
            "When the call began, no withdrawal or objection stood against it."),
        ["called-after-objection"] = new(
            "De persoon had {hours} uur vóór het gesprek toestemming ingetrokken of bezwaar gemaakt, en dat was niet opgeheven door een latere geldige toestemming of een terugbelverzoek.",
            "The person had withdrawn consent or objected {hours} hours before the call, and no later valid consent or callback request had lifted that."),
    };
}
