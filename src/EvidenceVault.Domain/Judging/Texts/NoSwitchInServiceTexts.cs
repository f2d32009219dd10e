namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of SERVICE-NO-SWITCH.</summary>
internal static class NoSwitchInServiceTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "In het servicegesprek is geen aanbod gedaan, of een grondslag waarop de beller zich kon beroepen droeg dat aanbod.",
            "No offer was made in the service call, or a basis open to the caller carried that offer."),
        ["offer-in-service-call"] = new(
            "In het servicegesprek is een aanbod gedaan waarvoor geen grondslag bestond. Een servicegesprek mag niet overgaan in een verkoopgesprek.",
            "In the service call an offer was made for which there was no basis. A service call may not turn into a sales call."),
        [SharedTexts.OfferUnknown] = new(
            "Niet staat vast of in het servicegesprek een aanbod is gedaan, of dat een grondslag het gedane aanbod droeg.",
            "It is not proven whether an offer was made in the service call, or that a basis carried the offer made."),
    };
}
