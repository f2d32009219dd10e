namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CTM-WINDOW.</summary>
internal static class CodeWindowTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De oproep viel binnen de beltijden van de Code Telemarketing.",
            "The call was made within the calling hours of the Code Telemarketing."),
        ["outside-window"] = new(
            "De oproep viel buiten de beltijden van de Code Telemarketing: maandag tot en met vrijdag van 9.00 tot 22.00 uur, zaterdag van 10.00 tot 16.00 uur, en op 4 mei, 5 december en 24 december tot 18.30 uur.",
            "The call was made outside the calling hours of the Code Telemarketing: Monday to Friday from 9:00 to 22:00, Saturday from 10:00 to 16:00, and on 4 May, 5 December and 24 December until 18:30."),
        ["sunday"] = new(
            "De oproep viel op een zondag. De Code Telemarketing staat dan geen oproepen toe.",
            "The call was made on a Sunday. The Code Telemarketing allows no calls then."),
        ["holiday"] = new(
            "De oproep viel op een feestdag. De Code Telemarketing staat dan geen oproepen toe.",
            "The call was made on a public holiday. The Code Telemarketing allows no calls then."),
        ["mourning-day"] = new(
            "De oproep viel op een dag van nationale rouw. De Code Telemarketing staat dan geen oproepen toe.",
            "The call was made on a day of national mourning. The Code Telemarketing allows no calls then."),
    };
}
