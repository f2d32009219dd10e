namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of EN-2024.</summary>
internal static class EnergyCodeTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Aan de code van Energie-Nederland is voldaan voor zover die hier geldt: de toestemming is per sms of telefoon bevestigd op het gebelde nummer, een verkoopgesprek is geheel opgenomen, en aan het begin is gezegd waarom er mag worden gebeld.",
            "What the code of Energie-Nederland asks here was done: the consent was confirmed on the number called by text message or phone, a sales call was recorded as a whole, and at the start it was said why the call may be made."),
        ["not-on-number"] = new(
            "De toestemming is niet per sms of telefoon bevestigd op het gebelde nummer zelf. De code van Energie-Nederland vraagt dat.",
            "The consent was not confirmed by text message or phone on the very number called. The code of Energie-Nederland asks for that."),
        ["sale-not-recorded"] = new(
            "In het gesprek is een verkoop tot stand gekomen, maar het gesprek is niet opgenomen.",
            "The call led to a sale, but the call was not recorded."),
        ["reason-not-stated"] = new(
            "Aan het begin van het gesprek is niet gezegd waarom deze persoon mag worden gebeld.",
            "At the start of the call it was not said why this person may be called."),
        ["unknown"] = new(
            "Niet alles wat de code van Energie-Nederland vraagt, is vastgelegd: op welk nummer is bevestigd, of een verkoopgesprek geheel is opgenomen, en of aan het begin is gezegd waarom er mag worden gebeld.",
            "Not everything that the code of Energie-Nederland asks is on record: on which number the consent was confirmed, whether a sales call was recorded as a whole, and whether it was said at the start why the call may be made."),
    };
}
