using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Exhibits;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Pdf;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The codes of exhibits, facts and products, in words.</summary>
public static class EvidenceWords
{
    public static string Of(this Tongue t, ExhibitKind kind) => kind switch
    {
        ExhibitKind.Voicelog => t["voicelog", "voicelog"],
        ExhibitKind.FormCapture => t["schermafdruk van een formulier", "capture of a form"],
        ExhibitKind.Message => t["bericht", "message"],
        ExhibitKind.Document => t["document", "document"],
        _ => t["verkeersgegeven", "call detail record"],
    };

    public static string Of(this Tongue t, ExhibitState state) => state switch
    {
        ExhibitState.Stored => t["bewaard", "stored"],
        ExhibitState.Held => t["vastgehouden", "held"],
        ExhibitState.Deleted => t["vernietigd", "deleted"],
        _ => t["niet ontvangen", "not received"],
    };

    public static Tone ToneOf(ExhibitState state) => state switch
    {
        ExhibitState.Stored or ExhibitState.Held => Tone.Good,
        ExhibitState.Deleted => Tone.Muted,
        _ => Tone.Bad,
    };

    public static string Of(this Tongue t, PackAudience audience) => audience switch
    {
        PackAudience.Authority => t["Toezichthouder", "Supervisory authority"],
        PackAudience.Court => t["Rechter of geschillencommissie", "Court or disputes committee"],
        PackAudience.Consumer => t["De consument zelf", "The consumer"],
        _ => t["Intern gebruik", "Internal use"],
    };

    public static string Of(this Tongue t, ComplaintSubject about) => about switch
    {
        ComplaintSubject.Telemarketing => t["telemarketing", "telemarketing"],
        ComplaintSubject.DoorToDoor => t["verkoop aan de deur", "door-to-door sales"],
        ComplaintSubject.FieldMarketing => t["straatverkoop", "field marketing"],
        _ => t["iets anders", "something else"],
    };

    /// <summary>A fact's type.</summary>
    public static string FactType(this Tongue t, string type) => type switch
    {
        ConsentGranted.TypeName => t["Toestemming verleend", "Consent granted"],
        ConsentVerificationRequested.TypeName => t["Bevestiging gevraagd", "Confirmation requested"],
        ConsentVerified.TypeName => t["Toestemming bevestigd", "Consent confirmed"],
        ConsentVerificationRefused.TypeName => t["Bevestiging geweigerd", "Confirmation refused"],
        ConsentWithdrawn.TypeName => t["Toestemming ingetrokken", "Consent withdrawn"],
        ObjectionRegistered.TypeName => t["Bezwaar gemaakt", "Objection made"],
        ConsentProofRequested.TypeName => t["Bewijs gevraagd", "Proof requested"],
        ConsentProofProvided.TypeName => t["Bewijs gegeven", "Proof provided"],
        RelationshipStarted.TypeName => t["Relatie begonnen", "Relationship began"],
        RelationshipEnded.TypeName => t["Relatie geëindigd", "Relationship ended"],
        CallbackRequested.TypeName => t["Terugbellen gevraagd", "Callback requested"],
        CallAttempted.TypeName => t["Belpoging", "Call attempt"],
        SaleAccepted.TypeName => t["Aanbod aanvaard", "Offer accepted"],
        ContractPerformed.TypeName => t["Overeenkomst uitgevoerd", "Contract performed"],
        ComplaintReceived.TypeName => t["Klacht ontvangen", "Complaint received"],
        ComplimentReceived.TypeName => t["Compliment ontvangen", "Compliment received"],
        MonitoringRecorded.TypeName => t["Gesprek beluisterd", "Call listened to"],
        CorrectionMade.TypeName => t["Correctie", "Correction"],
        _ => type,
    };

    /// <summary>A product or segment, where it is a usual one; else as the uploader named it.</summary>
    public static string Name(this Tongue t, string code) => code switch
    {
        "electricity" => t["elektriciteit", "electricity"],
        "gas" => t["gas", "gas"],
        "heat" => t["warmte", "heat"],
        "water" => t["water", "water"],
        "solar-panels" => t["zonnepanelen", "solar panels"],
        "donation" => t["donatie", "donation"],
        "email" => t["e-mail", "e-mail"],
        "phone" => t["telefoon", "phone"],
        "letter" => t["brief", "letter"],
        "spoken-yes" => t["gesproken ja", "spoken yes"],
        "opening" => t["opening", "opening"],
        "objection-offer" => t["aanbod van verzet", "offer to object"],
        "recording-notice" => t["aankondiging van de opname", "recording notice"],
        "offer" => t["aanbod", "offer"],
        "acceptance" => t["aanvaarding", "acceptance"],
        "refusal" => t["weigering", "refusal"],
        "objection" => t["bezwaar", "objection"],
        "objection-answer" => t["antwoord op verzet", "answer to the objection offer"],
        "consent-question" => t["vraag om toestemming", "question for consent"],
        "verification-question" => t["vraag om bevestiging", "question to confirm"],
        "verification-answer" => t["bevestiging", "confirmation"],
        "acceptance-question" => t["vraag om akkoord", "question to accept"],
        "wrong-person" => t["andere persoon", "other person"],
        _ => code,
    };

    public static string Names(this Tongue t, IEnumerable<string> codes) => t.And([.. codes.Select(t.Name)]);
}
