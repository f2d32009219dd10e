namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of POLICY-ATTEMPTS.</summary>
internal static class OwnAttemptsTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Het aantal oproepen bleef binnen het maximum dat de opdrachtgever zelf heeft vastgesteld.",
            "The number of calls stayed within the limit that the principal has set itself."),
        ["too-many-per-day"] = new(
            "Dit was oproep {number} op deze dag. Het beleid van de opdrachtgever staat er hoogstens {most} toe.",
            "This was call {number} on this day. The policy of the principal allows {most} at most."),
        ["too-many-per-campaign"] = new(
            "Dit was oproep {number} in deze campagne. Het beleid van de opdrachtgever staat er hoogstens {most} toe.",
            "This was call {number} in this campaign. The policy of the principal allows {most} at most."),
    };
}
