namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts that the rules on relations with the principal share.</summary>
internal static class RelationTexts
{
    private static readonly Dictionary<string, Explanation> Shared = new(StringComparer.Ordinal)
    {
        ["no-notice-at-collection"] = new(
            "Bij het verkrijgen van de gegevens is het recht van verzet niet aangeboden.",
            "The right to object was not offered when the data were collected."),
        ["objection-not-offered"] = new(
            "In dit of een eerder gesprek op deze grondslag is het recht van verzet niet in het gesprek aangeboden.",
            "In this or an earlier conversation on this basis, the right to object was not offered in the call."),
        ["notice-unknown"] = new(
            "Of bij het verkrijgen van de gegevens het recht van verzet is aangeboden, is niet vastgelegd.",
            "Whether the right to object was offered when the data were collected is not on record."),
        ["offer-unknown"] = new(
            "Of in dit of een eerder gesprek op deze grondslag het recht van verzet is aangeboden, is niet vastgelegd.",
            "Whether the right to object was offered in this or an earlier conversation on this basis is not on record."),
    };

    /// <summary>A rule's own texts with those shared.</summary>
    internal static IReadOnlyDictionary<string, Explanation> With(params (string Reason, Explanation Text)[] own)
    {
        var texts = new Dictionary<string, Explanation>(Shared, StringComparer.Ordinal);
        foreach (var (reason, text) in own)
            texts.Add(reason, text);
        return texts;
    }
}
