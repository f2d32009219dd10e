namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-CUSTOMER.</summary>
internal static class CustomerRelationTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = RelationTexts.With(
        ("", new(
            "De persoon was klant of oud-klant van deze opdrachtgever voor eenzelfde soort product, en het recht van verzet is bij het verkrijgen van de gegevens en in elk gesprek aangeboden.",
            "The person was a customer or former customer of this principal for the same kind of product, and the right to object was offered when the data were collected and in each conversation.")),
        ("no-relationship", new(
            "Er is geen klantrelatie met deze opdrachtgever vastgelegd van vóór het gesprek.",
            "No customer relation with this principal from before the call is on record.")),
        ("other-kind-of-product", new(
            "De klantrelatie betreft een ander soort product dan waarover is gebeld.",
            "The customer relation is about another kind of product than the call was.")));
}
