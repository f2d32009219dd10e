namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-CUSTOMER.</summary>
internal static class CustomerRelationTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De persoon was klant of oud-klant van deze opdrachtgever voor eenzelfde soort product, en het recht van verzet is bij het verkrijgen van de gegevens en in elk gesprek aangeboden.",
            "The person was a customer or former customer of this principal for the same kind of product, and the right to object was offered when the data were collected and in each conversation."),
        ["no-relationship"] = new(
            "Er is geen klantrelatie met deze opdrachtgever vastgelegd van vóór het gesprek.",
            "No customer relation with this principal from before the call is on record."),
        ["other-kind-of-product"] = new(
            "De klantrelatie betreft een ander soort product dan waarover is gebeld.",
            "The customer relation is about another kind of product than the call was."),
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
}
