namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of INBOUND-OFFER.</summary>
internal static class InboundOfferTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De consument is dit gesprek zelf begonnen. Of het gesprek zich voor een aanbod leende, is niet beoordeeld.",
            "The consumer began this call. Whether the call lent itself to an offer was not judged."),
        ["direction-unproven"] = new(
            "Het gesprek is opgegeven als inkomend, maar er is geen verkeersgegeven (call detail record) dat dit aantoont. Het beleid van de opdrachtgever vergt dat.",
            "The call was declared inbound, but no call detail record shows that. The principal's policy asks for one."),
        ["own-attempt-before"] = new(
            "In de zeven dagen vóór dit inkomende gesprek is de persoon namens de opdrachtgever gebeld. Wie terugbelt na een oproep, is het contact niet zelf begonnen.",
            "In the seven days before this inbound call the person was rung on behalf of the principal. Who calls back after a call did not begin the contact."),
    };
}
