namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of AVG-7.3-WITHDRAW-EASY.</summary>
internal static class WithdrawalToldTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De tekst die bij de toestemming is getoond, vertelt hoe zij kan worden ingetrokken. Of dat even eenvoudig is als het geven, blijkt uit die tekst zelf, die is vastgelegd.",
            "The wording shown with the consent tells how it can be withdrawn. Whether that is as easy as giving it shows in the text itself, which is on file."),
        ["not-told"] = new(
            "De tekst die bij de toestemming is getoond, vertelt niet hoe zij kan worden ingetrokken.",
            "The wording shown with the consent does not tell how it can be withdrawn."),
        ["unknown"] = new(
            "De tekst die bij de toestemming is getoond, is niet vastgelegd. Of zij vertelt hoe de toestemming kan worden ingetrokken, is daarom niet vast te stellen.",
            "The wording shown with the consent is not on record. So it cannot be decided whether it tells how the consent can be withdrawn."),
    };
}
