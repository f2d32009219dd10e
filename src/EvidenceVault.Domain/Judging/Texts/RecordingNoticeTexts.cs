namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of AVG-RECORDING-NOTICE.</summary>
internal static class RecordingNoticeTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De opname van het gesprek is aangekondigd.",
            "The recording of the call was announced."),
        ["not-announced"] = new(
            "Het gesprek is opgenomen zonder dat dit is aangekondigd.",
            "The call was recorded without that being announced."),
        ["unknown"] = new(
            "Het gesprek is opgenomen; of dat is aangekondigd, is niet vastgelegd.",
            "The call was recorded; whether that was announced is not on record."),
    };
}
