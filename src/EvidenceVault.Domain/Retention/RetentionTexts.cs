using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Domain.Retention;

/// <summary>The terms in plain words, Dutch and English.</summary>
public static class RetentionTexts
{
    /// <summary>What became of a dossier whose terms have all ended.</summary>
    public static readonly Explanation Expired = new(
        "De bewaartermijn van alle feiten over deze persoon is verstreken: wie het is, is vernietigd. Wat er staat is aan niemand te koppelen.",
        "The terms of all facts about this person have ended: who it is was destroyed. What stands here can be linked to nobody.");

    /// <summary>Why it is kept who a consumer is, although all terms have ended.</summary>
    public static readonly Explanation Asked = new(
        "De persoon heeft om inzage of om zijn gegevens gevraagd (AVG 15 en 20), en dat is niet beantwoord: alles blijft tot dat is gebeurd.",
        "The person asked for access or for the data (GDPR 15 and 20), and that was not answered: all stays until it was.");

    /// <summary>Why it is kept who a consumer is.</summary>
    public static Explanation Of(FactTerm term) => term switch
    {
        FactTerm.Consent => new("Een toestemming waarop een gesprek steunde geldt nog.", "A consent that a call relied on still holds."),
        FactTerm.ConsentNeverUsed => new(
            "Op de toestemming steunde geen gesprek: de bewaartermijn loopt vanaf het einde ervan.", "No call relied on the consent: the term runs from its end."),
        FactTerm.Call => new(
            "De bewaartermijn loopt vanaf het laatste gesprek, of wat daarbij hoort: zolang kan een boete volgen (Awb 5:45).",
            "The term runs from the last call, or what belongs to it: so long a fine can follow (Awb 5:45)."),
        FactTerm.Relationship => new("De relatie is niet beëindigd: de bewaartermijn begint bij het einde ervan.", "The relation has not ended: the term begins at its end."),
        FactTerm.NeverUsed => new("Er is niets mee gedaan: de bewaartermijn loopt vanaf het feit zelf.", "Nothing was done with it: the term runs from the fact itself."),
        FactTerm.Exhibit => new("Een opname of stuk over deze persoon wordt nog bewaard.", "A recording or document about this person is still kept."),
        FactTerm.Arrival => new(
            "De termijn was al verstreken toen dit binnenkwam: het blijft nog zeven dagen, zodat de feiten die erbij horen kunnen volgen.",
            "The term had ended already when this came in: it stays for seven days, so that the facts that belong to it can follow."),
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };

    /// <summary>Why an exhibit is kept as long as it is.</summary>
    public static Explanation Of(RetentionTerm term) => term switch
    {
        RetentionTerm.ConsentVoicelog => new(
            "Opname van een toestemming of bevestiging: de bewaartermijn loopt vanaf de opname.",
            "Recording of a consent or its verification: the term runs from the recording."),
        RetentionTerm.AfterWithdrawal => new(
            "De toestemming is ingetrokken: de kortere bewaartermijn loopt vanaf de intrekking.",
            "The consent was withdrawn: the shorter term runs from the withdrawal."),
        RetentionTerm.Ceiling => new(
            "Vijf jaar na het laatste gesprek dat op de toestemming steunde kan geen boete meer volgen (Awb 5:45): langer wordt geen opname bewaard.",
            "Five years after the last call that relied on the consent no fine can follow (Awb 5:45): no recording is kept longer."),
        RetentionTerm.SaleVoicelog => new(
            "Opname of stuk van een verkoop of contract: de bewaartermijn loopt vanaf het maken.",
            "Recording or document of a sale or a contract: the term runs from its making."),
        RetentionTerm.NoSale => new(
            "Opname van een gesprek waarop geen verkoop volgde: de bewaartermijn loopt vanaf de opname.",
            "Recording of a call that no sale followed: the term runs from the recording."),
        RetentionTerm.Training => new(
            "Opname voor training: de bewaartermijn loopt vanaf de opname.",
            "Recording for training: the term runs from the recording."),
        RetentionTerm.ConsentRecord => new(
            "Gaat mee met de toestemming die het bewijst: tot de termijn na het laatste gesprek dat erop steunde.",
            "Goes with the consent it proves: until the term after the last call that relied on it."),
        RetentionTerm.ConsentNeverUsed => new(
            "Gaat mee met de toestemming die het bewijst; geen gesprek steunde erop: de bewaartermijn loopt vanaf het einde ervan.",
            "Goes with the consent it proves, on which no call relied: the term runs from its end."),
        RetentionTerm.CallRecord => new(
            "Bewijst een gesprek: de bewaartermijn loopt vanaf dat gesprek.",
            "Proves a call: the term runs from that call."),
        RetentionTerm.Arrival => new(
            "De termijn was al verstreken toen dit binnenkwam: het blijft nog zeven dagen, zodat de feiten die erbij horen kunnen volgen.",
            "The term had ended already when this came in: it stays for seven days, so that the facts that belong to it can follow."),
        RetentionTerm.Erased => new(
            "De gegevens van de persoon zijn gewist (AVG artikel 17): het gaat meteen.",
            "The person was erased (GDPR Article 17): it goes at once."),
        RetentionTerm.BookRecord => new(
            "Bewijst een machtiging of registratie: de bewaartermijn loopt vanaf het einde daarvan.",
            "Proves a mandate or a registration: the term runs from the end of it."),
        RetentionTerm.NoConsentKnown => new(
            "De toestemming waar dit bij hoort is niet bekend; de bewaartermijn is nog niet te bepalen.",
            "The consent that this goes with is not known; the term cannot be computed yet."),
        RetentionTerm.NoCallKnown => new(
            "Het gesprek waar dit bij hoort is niet bekend; de bewaartermijn is nog niet te bepalen.",
            "The call that this is of is not known; the term cannot be computed yet."),
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };
}
