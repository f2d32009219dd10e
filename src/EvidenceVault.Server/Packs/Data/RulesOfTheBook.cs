using EvidenceVault.Domain.Judging;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The rules of the rulebook with their titles, those that this version does not judge yet included: a pack says which those are.</summary>
public static class RulesOfTheBook
{
    private static readonly (string Name, Explanation Title)[] All =
    [
        ("TW-11.7-CONSENT", new("Toestemming vóór het gesprek", "Consent before the call")),
        ("AVG-CONSENT-QUALITY", new("Kwaliteit van de toestemming", "Quality of the consent")),
        ("ACM-CONSENT-VERIFY", new("Bevestiging van de toestemming", "Confirmation of the consent")),
        ("ACM-PERSON-LINK", new("Verband tussen persoon en nummer", "Link between person and number")),
        ("TW-11.7-WITHDRAWN", new("Geen intrekking of bezwaar vóór het gesprek", "No withdrawal or objection before the call")),
        ("TW-11.7-CUSTOMER", new("Klantrelatie als grondslag", "Customer relation as a basis")),
        ("TW-11.7-NO-SOFT-OPT-IN", new("Klantrelatie is geen grondslag meer", "Customer relation no longer a basis")),
        ("TW-11.7-CHARITY", new("Charitatieve en ideële organisaties", "Charitable and ideological organisations")),
        ("TW-11.7-PUBLISHER-LICENCE", new("Uitgevers en vergunninghouders", "Publishers and licence holders")),
        ("TW-11.7-LEGAL-PERSON", new("Rechtspersonen", "Legal persons")),
        ("TW-11.7-AUTOMATED", new("Automatische oproepen en AI-stemmen", "Automatic calls and AI voices")),
        ("CALLBACK-REQUESTED", new("Terugbelverzoek", "Requested callback")),
        ("SERVICE-NO-SWITCH", new("Geen aanbod in een servicegesprek", "No offer in a service call")),
        ("INBOUND-OFFER", new("Aanbod in een inkomend gesprek", "Offer in an inbound call")),
        ("CHAIN-MANDATE", new("Mandaat van de beller", "Mandate of the caller")),
        ("CHAIN-COLLECTOR", new("Mandaat van wie de toestemming verzamelde", "Mandate of whoever collected the consent")),
        ("TW-11.7-OBJECTION-OFFERED", new("Recht van verzet aangeboden", "Right to object offered")),
        ("TW-11.7-CALLER-ID", new("Nummer van de beller getoond", "Caller's number shown")),
        ("BW-6:230v-OPENING", new("Opening van het gesprek", "Opening of the call")),
        ("BW-6:230v-WRITTEN", new("Schriftelijke aanvaarding", "Acceptance in writing")),
        ("AI-DISCLOSED", new("AI-stem kenbaar gemaakt", "AI voice disclosed")),
        ("AVG-RECORDING-NOTICE", new("Opname aangekondigd", "Recording announced")),
        ("CTM-WINDOW", new("Beltijden van de Code Telemarketing", "Calling hours of the Telemarketing Code")),
        ("CTM-FIRST-CALL-TERM", new("Eerste gesprek binnen de termijn", "First call within the term")),
        ("CTM-COOLING-OFF", new("Afkoelperiode", "Cooling-off period")),
        ("CTM-CUSTOMER-TERM", new("Termijn na het einde van de klantrelatie", "Term after the end of the customer relation")),
        ("CTM-NUMBER", new("Geregistreerd belnummer", "Registered caller number")),
        ("EN-2024", new("Gedragscode Energie-Nederland", "Code of Energie-Nederland")),
        ("POLICY-WINDOW", new("Eigen beltijden van de opdrachtgever", "The principal's own calling hours")),
        ("POLICY-ATTEMPTS", new("Eigen maximum aan belpogingen", "The principal's own limit of attempts")),
        ("VAULT-CONTEMPORANEOUS", new("Vastgelegd vóór het gesprek", "Recorded before the call")),
        ("VAULT-VOICELOG", new("Opname aanwezig", "Recording on file")),
        ("VAULT-SCRIPT", new("Belscript vastgelegd", "Call script on file")),
        ("VAULT-WORDING", new("Getoonde tekst vastgelegd", "Wording on file")),
        ("VAULT-CLEARANCE", new("Vooraf gevraagde vrijgave", "Clearance asked beforehand")),
        ("SUPPRESSION-ACK", new("Intrekking verwerkt binnen 72 uur", "Withdrawal processed within 72 hours")),
        ("AVG-7.3-WITHDRAW-EASY", new("Intrekken even makkelijk als geven", "Withdrawing as easy as giving")),
        ("CTM-PROOF-5WD", new("Bewijs gegeven binnen vijf werkdagen", "Proof given within five working days")),
    ];

    private static readonly Dictionary<string, Explanation> Titles = All.ToDictionary(r => r.Name, r => r.Title, StringComparer.Ordinal);

    /// <summary>The names of all rules, in the rulebook's order.</summary>
    public static IEnumerable<string> Names => All.Select(r => r.Name);

    /// <summary>What a rule is about; its name where it has no title.</summary>
    public static Explanation Title(string rule) => Titles.GetValueOrDefault(rule) ?? new(rule, rule);
}
