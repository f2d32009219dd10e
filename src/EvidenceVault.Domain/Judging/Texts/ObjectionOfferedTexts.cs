namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-OBJECTION-OFFERED.</summary>
internal static class ObjectionOfferedTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "In het gesprek is het recht van verzet aangeboden, door de medewerker of via een keuzemenu.",
            "The right to object was offered in the call, by the agent or by a menu."),
        ["not-offered"] = new(
            "In het gesprek is het recht van verzet niet aangeboden.",
            "The right to object was not offered in the call."),
        ["not-in-call"] = new(
            "Het recht van verzet is niet in het gesprek zelf aangeboden: een ingesproken bericht verwees naar elders.",
            "The right to object was not offered in the call itself: a recorded message referred elsewhere."),
        ["unknown"] = new(
            "Of in het gesprek het recht van verzet is aangeboden, is niet vastgelegd.",
            "Whether the right to object was offered in the call is not on record."),
    };
}
