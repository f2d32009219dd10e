namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of SUPPRESSION-ACK.</summary>
internal static class SuppressionAcknowledgedTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "{party} heeft binnen 72 uur gemeld dat zij de intrekking of het bezwaar heeft verwerkt.",
            "{party} said within 72 hours that it has processed the withdrawal or objection."),
        ["not-acknowledged"] = new(
            "{party} heeft niet gemeld dat zij de intrekking of het bezwaar heeft verwerkt, en de 72 uur daarvoor zijn verstreken.",
            "{party} did not say that it has processed the withdrawal or objection, and the 72 hours for it have ended."),
        ["acknowledged-late"] = new(
            "{party} heeft pas na 72 uur gemeld dat zij de intrekking of het bezwaar heeft verwerkt.",
            "{party} said only after 72 hours that it has processed the withdrawal or objection."),
        ["pending"] = new(
            "{party} heeft nog niet gemeld dat zij de intrekking of het bezwaar heeft verwerkt. De 72 uur daarvoor lopen nog.",
            "{party} has not yet said that it has processed the withdrawal or objection. The 72 hours for it have not ended."),
    };
}
