namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of ACM-PERSON-LINK.</summary>
internal static class PersonLinkTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = new Dictionary<string, Explanation>(StringComparer.Ordinal)
    {
        [""] = new(
            "De toestemming is verbonden aan de gebelde persoon: zij is bevestigd op het gebelde nummer, of een bewijsstuk verbindt persoon en nummer.",
            "The consent is linked to the person called: it was confirmed on the number called, or an exhibit ties person and number."),
        ["other-number"] = new(
            "De toestemming is bevestigd op een ander nummer dan het gebelde, en niets verbindt de persoon met het gebelde nummer.",
            "The consent was confirmed on a number other than the one called, and nothing ties the person to the number called."),
        ["known-other-person"] = new(
            "Bij een eerder gesprek op dit nummer bleek een ander op te nemen. Sindsdien is de toestemming niet op dit nummer bevestigd, en verbindt geen later bewijsstuk de persoon ermee.",
            "In an earlier call on this number somebody else turned out to answer. Since then the consent was not confirmed on this number, and no later exhibit ties the person to it."),
        ["no-link"] = new(
            "Niets verbindt de persoon die toestemming gaf met het gebelde nummer: er is niet bevestigd, of niet op een nummer (per e-mail, app of brief), of het nummer is niet vermeld.",
            "Nothing ties the person who gave consent to the number called: it was not confirmed, or not on a number (by e-mail, app or letter), or the number was not stated."),
    };
}
