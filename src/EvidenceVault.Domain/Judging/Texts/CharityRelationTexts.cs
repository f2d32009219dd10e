namespace EvidenceVault.Domain.Judging.Texts;

/// <summary>The texts of TW-11.7-CHARITY.</summary>
internal static class CharityRelationTexts
{
    internal static IReadOnlyDictionary<string, Explanation> All { get; } = RelationTexts.With(
        ("", new(
            "De opdrachtgever is een charitatieve of ideële organisatie en belde voor het eigen doel. De gegevens zijn verkregen bij een donatie, vrijwilligerswerk of een bijgewoonde manifestatie, en het recht van verzet is toen en in elk gesprek aangeboden.",
            "The principal is a charitable or ideological organisation and called for its own purpose. The data were obtained from a donation, volunteering or an attended event, and the right to object was offered then and in each conversation.")),
        ("not-own-purpose", new(
            "Het gesprek diende geen charitatief of ideëel doel. De uitzondering geldt alleen voor het eigen doel van de organisatie.",
            "The call did not serve a charitable or ideological purpose. The exception holds only for the organisation's own purpose.")),
        ("no-relationship", new(
            "Er is geen donatie, vrijwilligerswerk of bijgewoonde manifestatie vastgelegd van vóór het gesprek.",
            "No donation, volunteering or attended event from before the call is on record.")),
        ("petition-is-no-basis", new(
            "De persoon heeft alleen een petitie ondertekend. Dat noemt de wet niet als grondslag om te bellen.",
            "The person only signed a petition. The statute does not name that as a basis for calls.")),
        ("organisation-unproven", new(
            "Er is geen registratie van de opdrachtgever als charitatieve of ideële organisatie vastgelegd die gold op de dag van het gesprek.",
            "No registration of the principal as a charitable or ideological organisation that held on the day of the call is on file.")));
}
