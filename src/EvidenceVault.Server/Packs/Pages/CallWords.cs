using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The codes of calls and judgements, in words.</summary>
public static class CallWords
{
    public static string Of(this Tongue t, CallOutcome outcome) => outcome switch
    {
        CallOutcome.NoAnswer => t["geen gehoor", "no answer"],
        CallOutcome.Busy => t["in gesprek", "busy"],
        CallOutcome.Voicemail => t["voicemail", "voicemail"],
        CallOutcome.Dropped => t["stil gesprek", "dropped"],
        CallOutcome.Answered => t["gesprek", "conversation"],
        CallOutcome.WrongPerson => t["andere persoon", "other person"],
        _ => t["gestopt: kwetsbaar persoon", "stopped: vulnerable person"],
    };

    public static string Of(this Tongue t, CallNature nature) => nature switch
    {
        CallNature.Commercial => t["commercieel", "commercial"],
        CallNature.Charitable => t["charitatief", "charitable"],
        CallNature.Ideological => t["ideëel", "ideological"],
        CallNature.Service => t["service", "service"],
        CallNature.Survey => t["onderzoek", "survey"],
        _ => t["bevestiging van toestemming", "confirmation of consent"],
    };

    public static string Of(this Tongue t, CallMeans means) => means switch
    {
        CallMeans.Human => t["door een mens", "by a human"],
        CallMeans.Automatic => t["door een automaat", "by an automatic system"],
        _ => t["door een AI-stem", "by an AI voice"],
    };

    public static string Of(this Tongue t, CallDirection direction) =>
        direction == CallDirection.Outbound ? t["uitgaand", "outbound"] : t["inkomend", "inbound"];

    public static string Of(this Tongue t, Basis basis) => basis switch
    {
        Basis.Consent => t["toestemming", "consent"],
        Basis.Customer => t["klantrelatie", "customer relation"],
        Basis.Charity => t["charitatieve of ideële organisatie", "charitable or ideological organisation"],
        Basis.Publisher => t["uitgever", "publisher"],
        Basis.Licence => t["vergunninghouder", "licence holder"],
        Basis.LegalPerson => t["rechtspersoon", "legal person"],
        _ => t["terugbelverzoek", "requested callback"],
    };

    public static string Of(this Tongue t, ObjectionOffer offer) => offer switch
    {
        ObjectionOffer.Agent => t["aangeboden door de medewerker", "offered by the agent"],
        ObjectionOffer.Menu => t["aangeboden in een keuzemenu", "offered in a menu"],
        ObjectionOffer.TapedReferral => t["alleen een ingesproken verwijzing elders heen", "only a recorded referral elsewhere"],
        _ => t["niet aangeboden", "not offered"],
    };

    public static string Of(this Tongue t, PermissionConclusion permission) => permission switch
    {
        PermissionConclusion.Shown => t["getoond", "shown"],
        PermissionConclusion.NotShown => t["niet getoond", "not shown"],
        PermissionConclusion.Unproven => t["onbewezen", "unproven"],
        _ => t["niet beoordeeld", "not assessed"],
    };

    public static Tone ToneOf(PermissionConclusion permission) => permission switch
    {
        PermissionConclusion.Shown => Tone.Good,
        PermissionConclusion.NotShown => Tone.Bad,
        PermissionConclusion.Unproven => Tone.Caution,
        _ => Tone.Muted,
    };

    public static string Of(this Tongue t, ProofGrade proof) => proof switch
    {
        ProofGrade.Contemporaneous => t["vastgelegd vóór het gesprek", "recorded before the call"],
        ProofGrade.Afterwards => t["achteraf vastgelegd", "recorded afterwards"],
        _ => t["alleen verklaard, zonder bewijsstuk", "stated only, without an exhibit"],
    };

    public static string Of(this Tongue t, FindingResult result) => result switch
    {
        FindingResult.Met => t["voldaan", "met"],
        FindingResult.Breach => t["niet voldaan", "not met"],
        FindingResult.Unproven => t["onbewezen", "unproven"],
        _ => t["n.v.t.", "n/a"],
    };

    public static Tone ToneOf(FindingResult result) => result switch
    {
        FindingResult.Met => Tone.Good,
        FindingResult.Breach => Tone.Bad,
        FindingResult.Unproven => Tone.Caution,
        _ => Tone.Muted,
    };

    public static string Of(this Tongue t, NormKind kind) => kind switch
    {
        NormKind.Statute => t["wet", "statute"],
        NormKind.Regulator => t["lezing van de toezichthouder", "regulator's reading"],
        NormKind.Code => t["zelfregulering", "self-regulation"],
        _ => t["eigen beleid", "own policy"],
    };

    public static string Of(this Tongue t, AcceptanceRoute route) => route switch
    {
        AcceptanceRoute.Written => t["op papier", "on paper"],
        AcceptanceRoute.Email => t["per e-mail", "by e-mail"],
        AcceptanceRoute.Web => t["op een webpagina", "on a web page"],
        _ => t["in het gesprek", "in the call"],
    };

    public static string Of(this Tongue t, PerformanceAct act) => act switch
    {
        PerformanceAct.Delivery => t["levering", "delivery"],
        PerformanceAct.Switch => t["overstap", "switch of supplier"],
        _ => t["afschrijving", "charge"],
    };
}
