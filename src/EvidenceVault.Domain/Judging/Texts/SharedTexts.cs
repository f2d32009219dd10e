namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>Texts for reasons that any rule about a permission may give.</summary>
internal static class SharedTexts
{
    /// <summary>A fact that carries the permission came only after the dispute.</summary>
    internal const string RecordedAfterDispute = "recorded-after-dispute";

    /// <summary>Only a correction made after the call gives a better result.</summary>
    internal const string CorrectedAfterCall = "corrected-after-call";

    /// <summary>The basis declared fails; another one is met.</summary>
    internal const string OtherBasisWouldCarry = "other-basis-would-carry";

    /// <summary>Whether the call was commercial is not known.</summary>
    internal const string OfferUnknown = "offer-unknown";

    /// <summary>Which products the call was about is not known.</summary>
    internal const string ProductsUnknown = "products-unknown";

    internal static readonly Explanation NotApplicable = new("Deze regel is op dit gesprek niet van toepassing.", "This rule does not apply to this call.");

    internal static readonly Explanation NotApplicableToDossier = new("Deze regel is op dit dossier niet van toepassing.", "This rule does not apply to this dossier.");

    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [RecordedAfterDispute] = new(
            "Een feit waarop de bevoegdheid om te bellen rust, is pas vastgelegd nadat over deze consument een klacht, bezwaar of onderzoek was vastgelegd, hoewel het daarvoor zou zijn voorgevallen. Dat bewijs is onvoldoende.",
            "A fact that the permission to call rests on was first recorded after a complaint, objection or inquiry about this consumer had been recorded, although it is said to have happened before. That proof does not suffice."),
        [CorrectedAfterCall] = new(
            "Alleen door een correctie die na het gesprek is vastgelegd, valt de uitkomst gunstiger uit. Beide versies staan bij deze bevinding; wat juist is, staat niet vast.",
            "Only a correction recorded after the call makes the result better. Both versions stand with this finding; which is right is not proven."),
        [OtherBasisWouldCarry] = new(
            "De beller beriep zich op {declared}, en dat slaagt niet. Wel zou {other} het gesprek kunnen dragen. Of het gesprek daarop berustte, staat niet vast.",
            "The caller relied on {declared}, which fails. However, {other} would carry the call. Whether the call rested on that is not proven."),
        [OfferUnknown] = new(
            "Het gesprek is niet als commercieel opgegeven, maar of er een aanbod is gedaan, is niet vastgelegd. Of deze regel geldt, is daarom niet vast te stellen.",
            "The call was not declared commercial, but whether an offer was made was not recorded. So it cannot be decided whether this rule applies."),
        [ProductsUnknown] = new(
            "Het gesprek noemt geen producten en geen bekende campagne. Of de grondslag het gesprek dekt, is daarom niet vast te stellen.",
            "The call names no products and no known campaign. So it cannot be decided whether the basis covers the call."),
    };
}
