namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CTM-NUMBER.</summary>
internal static class RegisteredNumberTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Het getoonde nummer stond op het moment van het gesprek geregistreerd als nummer van deze beller.",
            "At the time of the call the number shown was registered as a number of this caller."),
        ["number-not-registered"] = new(
            "Het getoonde nummer stond op het moment van het gesprek niet geregistreerd als nummer van deze beller.",
            "At the time of the call the number shown was not registered as a number of this caller."),
        ["unknown"] = new(
            "Er is geen nummer getoond, of welk nummer is getoond of welke nummers de beller toen had geregistreerd, is niet vastgelegd.",
            "No number was shown, or which number was shown or which numbers the caller had registered then is not on record."),
    };
}
