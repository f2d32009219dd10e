namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of VAULT-CONTEMPORANEOUS.</summary>
internal static class RecordedBeforeCallTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Alles waarop de bevoegdheid om te bellen rust, was vastgelegd toen het gesprek begon.",
            "Everything that the permission to call rests on had been recorded when the call began."),
        ["recorded-after-call"] = new(
            "Niet alles waarop de bevoegdheid om te bellen rust, was vastgelegd toen het gesprek begon. Het laatste is {delay} (uren en minuten) daarna vastgelegd.",
            "Not everything that the permission to call rests on had been recorded when the call began. The last of it was recorded {delay} (hours and minutes) later."),
    };
}
