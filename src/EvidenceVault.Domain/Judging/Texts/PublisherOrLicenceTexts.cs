namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-PUBLISHER-LICENCE.</summary>
internal static class PublisherOrLicenceTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = RelationTexts.With(
        ("", new(
            "De opdrachtgever is uitgever van een periodiek of houder van een vergunning op grond van de Wet op de kansspelen, en belde een eigen klant over een eigen gelijksoortig product. Het recht van verzet is bij het verkrijgen van de gegevens en in elk gesprek aangeboden.",
            "The principal publishes a periodical or holds a licence under the Dutch gambling act, and called its own customer about its own similar product. The right to object was offered when the data were collected and in each conversation.")),
        ("no-relationship", new(
            "Er is niet vastgelegd dat de persoon bij het begin van het gesprek klant of abonnee van deze opdrachtgever was.",
            "It is not on record that the person was a customer or subscriber of this principal when the call began.")),
        ("other-kind-of-product", new(
            "De persoon was klant voor een ander soort product dan waarover is gebeld.",
            "The person was a customer for another kind of product than the call was about.")),
        ("registration-missing", new(
            "Er is geen registratie vastgelegd die gold op de dag van het gesprek: als uitgever van een periodiek die ten minste drie keer per jaar verschijnt, of van een vergunning op grond van artikel 3, 9 of 27b van de Wet op de kansspelen.",
            "No registration that held on the day of the call is on file: as publisher of a periodical that appears at least three times a year, or of a licence under article 3, 9 or 27b of the Dutch gambling act.")));
}
