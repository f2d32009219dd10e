namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of CALLBACK-REQUESTED.</summary>
internal static class RequestedCallbackTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De persoon heeft zelf en uitdrukkelijk om dit gesprek gevraagd, over dezelfde producten en binnen de termijn die de opdrachtgever hanteert, en was daarover nog niet gesproken.",
            "The person asked for this call explicitly and of their own accord, about the same products and within the term the principal applies, and had not been spoken to about it yet."),
        ["no-request"] = new(
            "Er is geen verzoek van vóór het gesprek vastgelegd waarmee de persoon zelf om dit gesprek vroeg. Een verzoek dat is gedaan in een gesprek waarvoor geen bevoegdheid is aangetoond, telt niet.",
            "No request from before the call is on record by which the person asked for this call. A request made in a call that was not shown to be permitted does not count."),
        ["request-too-old"] = new(
            "Het verzoek was bij het begin van het gesprek ouder dan de termijn die de opdrachtgever voor terugbelverzoeken hanteert.",
            "When the call began, the request was older than the term the principal applies to callback requests."),
        ["other-product"] = new(
            "Het verzoek ging niet over elk product waarover is gebeld.",
            "The request was not about every product that the call was about."),
        ["already-called-back"] = new(
            "Na het verzoek is de persoon daarover al gesproken. Een verzoek draagt één gesprek.",
            "After the request, the person was already spoken to about it. A request carries one conversation."),
        ["contest-is-no-request"] = new(
            "Wie aan een prijsvraag of enquête meedoet, vraagt daarmee niet om gebeld te worden.",
            "Who takes part in a contest or a survey does not thereby ask to be called."),
        ["request-unproven"] = new(
            "Er is geen bewijsstuk van het verzoek, of niet staat vast dat het is gedaan in een gesprek dat de persoon zelf begon of waarvoor bevoegdheid is aangetoond.",
            "There is no exhibit of the request, or it is not proven that it was made in a call that the person began or that was shown to be permitted."),
    };
}
