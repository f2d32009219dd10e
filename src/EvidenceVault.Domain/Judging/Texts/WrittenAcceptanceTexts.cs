namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of BW-6:230v-WRITTEN.</summary>
internal static class WrittenAcceptanceTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De overeenkomst die uit het gesprek voortkwam, is schriftelijk aanvaard voordat zij werd uitgevoerd.",
            "The contract that came from the call was accepted in writing before it was performed."),
        ["in-call"] = new(
            "De overeenkomst is alleen in het gesprek zelf aanvaard. Voor dit product moet zij schriftelijk worden gesloten.",
            "The contract was accepted in the call only. For this product it must be concluded in writing."),
        ["performed-without-writing"] = new(
            "De overeenkomst is uitgevoerd terwijl zij niet, of nog niet, schriftelijk was aanvaard.",
            "The contract was performed while it had not been accepted in writing, or not yet."),
        ["pending"] = new(
            "In het gesprek is een verkoop gemeld, maar een aanvaarding is nog niet vastgelegd.",
            "A sale was reported in the call, but no acceptance is on record yet."),
        ["performance-unknown"] = new(
            "De overeenkomst is schriftelijk aanvaard. Of dat vóór de uitvoering was, is niet vast te stellen: de uitvoering is niet vastgelegd.",
            "The contract was accepted in writing. Whether that was before its performance cannot be decided: the performance is not on record."),
    };
}
