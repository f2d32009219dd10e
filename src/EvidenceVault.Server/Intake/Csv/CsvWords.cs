namespace EvidenceVault.Server.Intake.Csv;

/// <summary>The Dutch headers of columns, and the words for yes and no.</summary>
public static class CsvWords
{
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["type"] = "soort feit",
        ["ref"] = "referentie",
        ["occurredAt"] = "tijdstip",
        ["consumer.phone"] = "telefoonnummer",
        ["consumer.name"] = "naam",
        ["consumer.email"] = "e-mailadres",
        ["consumer.kind"] = "soort persoon",
        ["consumer.legalForm"] = "rechtsvorm",
        ["consumer.kvk"] = "kvk-nummer",
        ["consumer.kindCheckedAt"] = "handelsregister geraadpleegd op",
        ["campaign"] = "campagne",
        ["party"] = "partij",
        ["exhibits"] = "bewijsstukken",
        ["note"] = "notitie",
        ["channel"] = "kanaal",
        ["products"] = "producten",
        ["product"] = "product",
        ["method"] = "methode",
        ["wording"] = "toestemmingstekst",
        ["capture.place"] = "plaats van toestemming",
        ["capture.action"] = "wijze van toestemmen",
        ["capture.preTicked"] = "vooraf aangevinkt",
        ["capture.bundledWithTerms"] = "gebundeld met voorwaarden",
        ["capture.conditional"] = "voorwaardelijk",
        ["capture.purposeNamed"] = "doel genoemd bij toestemming",
        ["capture.callerNamed"] = "beller genoemd bij toestemming",
        ["capture.age16OrOlder"] = "16 jaar of ouder",
        ["capture.guardianConsent"] = "toestemming ouder of voogd",
        ["validUntil"] = "geldig tot",
        ["consent"] = "toestemming",
        ["consent.party"] = "toestemming van partij",
        ["call"] = "gesprek",
        ["call.party"] = "gesprek van partij",
        ["number"] = "nummer",
        ["via"] = "via",
        ["scope.products"] = "beperkt tot producten",
        ["relationship"] = "relatie",
        ["as"] = "hoedanigheid",
        ["noticeAtCollection"] = "recht van verzet gemeld bij verkrijging",
        ["direction"] = "richting",
        ["means"] = "middel",
        ["nature"] = "aard",
        ["startedAt"] = "begonnen op",
        ["answeredAt"] = "beantwoord op",
        ["endedAt"] = "beëindigd op",
        ["outcome"] = "afloop",
        ["callerNumber"] = "nummer van de beller",
        ["callerIdShown"] = "nummerweergave",
        ["opening.callerNamed"] = "opening: beller genoemd",
        ["opening.principalNamed"] = "opening: opdrachtgever genoemd",
        ["opening.purposeNamed"] = "opening: commercieel doel genoemd",
        ["opening.reasonStated"] = "opening: reden genoemd",
        ["opening.recordingAnnounced"] = "opening: opname gemeld",
        ["opening.aiDisclosed"] = "opening: AI gemeld",
        ["recorded"] = "opname gemaakt",
        ["objectionOffer"] = "aanbod recht van verzet",
        ["offerMade"] = "aanbod gedaan",
        ["saleMade"] = "verkocht",
        ["offeredAt"] = "aanbod gedaan op",
        ["script"] = "belscript",
        ["agent"] = "agent",
        ["presentation.viaRcs"] = "weergave via RCS",
        ["presentation.brand"] = "weergegeven merk",
        ["presentation.reason"] = "weergegeven reden",
        ["reliesOn.basis"] = "grondslag",
        ["reliesOn.ref"] = "grondslag: feit",
        ["reliesOn.ref.party"] = "grondslag: feit van partij",
        ["clearance"] = "belvrijgave",
        ["acceptanceAskedAt"] = "instemming gevraagd op",
        ["totalValue"] = "totale waarde",
        ["renewal"] = "verlenging",
        ["act"] = "uitvoering",
        ["about"] = "betreft",
        ["text"] = "tekst",
        ["date"] = "datum",
        ["attempts"] = "aantal belpogingen",
        ["id"] = "bewijsstuk",
        ["kind"] = "soort bewijsstuk",
        ["purposes"] = "bewijst",
        ["contentType"] = "bestandstype",
        ["size"] = "grootte in bytes",
        ["sha256"] = "sha-256",
        ["recordedAt"] = "opgenomen op",
        ["durationMs"] = "duur in milliseconden",
    };

    private static readonly Dictionary<string, string[]> Others = new(StringComparer.Ordinal)
    {
        ["type"] = ["soort"],
        ["ref"] = ["reference", "kenmerk"],
        ["occurredAt"] = ["datum en tijd", "datumtijd"],
        ["consumer.phone"] = ["phone", "telefoon"],
        ["consumer.name"] = ["name"],
        ["consumer.email"] = ["email", "e-mail"],
        ["consumer.kvk"] = ["kvk"],
    };

    private static readonly string[] Yes = ["ja", "j", "yes", "y", "true", "waar", "1"];
    private static readonly string[] No = ["nee", "n", "no", "false", "onwaar", "0"];

    /// <summary>The Dutch header of a column.</summary>
    public static string Dutch(string path) => Headers.GetValueOrDefault(path, path);

    /// <summary>Whether a column has a Dutch header.</summary>
    public static bool HasDutch(string path) => Headers.ContainsKey(path);

    /// <summary>Other headers under which a column is known.</summary>
    public static IReadOnlyList<string> Aliases(string path) => Others.GetValueOrDefault(path, []);

    /// <summary>Yes, no, or neither.</summary>
    public static bool? Flag(string cell) =>
        Yes.Contains(cell, StringComparer.OrdinalIgnoreCase) ? true : No.Contains(cell, StringComparer.OrdinalIgnoreCase) ? false : null;
}
