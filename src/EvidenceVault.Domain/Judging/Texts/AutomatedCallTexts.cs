namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-AUTOMATED: its own, and those of the rules on consent.</summary>
internal static class AutomatedCallTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = With(new(StringComparer.Ordinal)
    {
        [""] = new(
            "Voor deze automatische oproep was vooraf toestemming gegeven die aan alle eisen voldoet en dit middel noemt, of zij berust op een donatie aan de organisatie die voor haar eigen doel belde. Dat een AI-stem als automatisch oproepsysteem geldt, leiden wij uit de wet af.",
            "For this automatic call prior consent had been given that meets every requirement and names these means, or it rests on a donation to the organisation that called for its own purpose. That an AI voice counts as an automatic calling system is our inference from the statute."),
        ["no-grant"] = new(
            "Het gesprek berust niet op toestemming. Een automatisch oproepsysteem vergt die van iedereen, ook van een rechtspersoon. Dat een AI-stem als zodanig geldt, leiden wij uit de wet af.",
            "The call does not rest on consent. An automatic calling system needs it from anyone, a legal person too. That an AI voice counts as one is our inference from the statute."),
        ["means-not-named"] = new(
            "De tekst waarmee toestemming is gevraagd, noemt geen gesprekken met dit middel: een automatisch oproepsysteem of een AI-stem.",
            "The wording by which consent was asked does not name calls by these means: an automatic calling system or an AI voice."),
        ["offer-unknown"] = new(
            "Niet is vastgelegd of in het gesprek een aanbod is gedaan of, bij een gesprek op grond van een donatie, of in dit en elk eerder gesprek het recht van verzet is aangeboden.",
            "It is not on record whether an offer was made in the call or, for a call based on a donation, whether the right to object was offered in this and each earlier conversation."),
    });

    private static Dictionary<string, Explanation> With(Dictionary<string, Explanation> own)
    {
        IReadOnlyDictionary<string, Explanation>[] rules =
            [ConsentBeforeCallTexts.All, ConsentQualityTexts.All, ConsentVerificationTexts.All, PersonLinkTexts.All];
        foreach (var rule in rules)
            foreach (var (reason, text) in rule)
                own.TryAdd(reason, text);
        return own;
    }
}
