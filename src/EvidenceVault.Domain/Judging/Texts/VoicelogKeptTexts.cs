namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of VAULT-VOICELOG.</summary>
internal static class VoicelogKeptTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "Wat mondeling is gegeven of gezegd, is opgenomen; de opname is aanwezig en komt overeen met de opgegeven hash.",
            "What was given or said by word of mouth was recorded; the recording is on file and matches the hash announced."),
        ["lawfully-deleted"] = new(
            "De opname van wat mondeling is gegeven of gezegd, is aan het einde van haar bewaartermijn verwijderd. Daarvan is een vernietigingsbewijs. De opname kan niet meer worden beluisterd.",
            "The recording of what was given or said by word of mouth was deleted at the end of its term. There is a certificate of destruction. The recording can no longer be heard."),
        ["awaited"] = new(
            "Van wat mondeling is gegeven of gezegd, is een opname aangekondigd, maar het bestand is nog niet ontvangen.",
            "A recording of what was given or said by word of mouth was announced, but the file has not come yet."),
        ["none"] = new(
            "Van wat mondeling is gegeven of gezegd, is geen opname bekend.",
            "No recording is known of what was given or said by word of mouth."),
    };
}
