using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Pdf;

namespace EvidenceVault.Server.Packs.Pages;

/// <summary>The codes of consents, parties and persons, in words.</summary>
public static class ConsentWords
{
    public static string Of(this Tongue t, ConsentChannel channel) => channel switch
    {
        ConsentChannel.Phone => t["telefoon", "phone"],
        ConsentChannel.Email => t["e-mail", "e-mail"],
        ConsentChannel.Sms => t["sms", "text message"],
        _ => t["post", "post"],
    };

    public static string Of(this Tongue t, ConsentMethod method) => method switch
    {
        ConsentMethod.WebForm => t["formulier op een website", "form on a website"],
        ConsentMethod.Petition => t["petitie", "petition"],
        ConsentMethod.WebShopAccount => t["account in een webwinkel", "web shop account"],
        ConsentMethod.Contest => t["winactie", "contest"],
        ConsentMethod.Paper => t["papieren formulier", "paper form"],
        ConsentMethod.InStore => t["in een winkel of op straat", "in a shop or on the street"],
        ConsentMethod.Phone => t["mondeling, per telefoon", "spoken, by phone"],
        ConsentMethod.App => t["app", "app"],
        _ => t["via een leadpartner", "through a lead partner"],
    };

    public static string Of(this Tongue t, CaptureAction action) => action switch
    {
        CaptureAction.TickedBox => t["een vakje aangevinkt", "ticked a box"],
        CaptureAction.Button => t["op een knop gedrukt", "pressed a button"],
        CaptureAction.SpokenYes => t["mondeling ja gezegd", "said yes"],
        CaptureAction.Signature => t["een handtekening gezet", "signed"],
        CaptureAction.Reply => t["een bericht beantwoord", "replied to a message"],
        _ => t["geen handeling", "nothing"],
    };

    public static string Of(this Tongue t, VerificationMethod method) => method switch
    {
        VerificationMethod.Sms => t["sms", "text message"],
        VerificationMethod.Phone => t["telefoon", "phone"],
        VerificationMethod.Email => t["e-mail", "e-mail"],
        VerificationMethod.App => t["app", "app"],
        _ => t["brief", "letter"],
    };

    public static string Of(this Tongue t, WithdrawalRoute route) => route switch
    {
        WithdrawalRoute.FooterLink => t["via een link onder een bericht of pagina", "by a link below a message or page"],
        WithdrawalRoute.Email => t["per e-mail", "by e-mail"],
        WithdrawalRoute.Phone => t["telefonisch", "by phone"],
        WithdrawalRoute.Letter => t["per brief", "by letter"],
        WithdrawalRoute.InCall => t["in een gesprek", "in a call"],
        WithdrawalRoute.App => t["in een app", "in an app"],
        _ => t["op een andere wijze", "in another way"],
    };

    public static string Of(this Tongue t, ConsentStanding state) => state switch
    {
        ConsentStanding.Active => t["van kracht", "active"],
        ConsentStanding.Unverified => t["nog niet bevestigd", "not confirmed yet"],
        ConsentStanding.Withdrawn => t["ingetrokken", "withdrawn"],
        ConsentStanding.Expired => t["verlopen", "expired"],
        ConsentStanding.Refused => t["geweigerd", "refused"],
        _ => t["niet tijdig bevestigd", "not confirmed in time"],
    };

    public static Tone ToneOf(ConsentStanding state) => state switch
    {
        ConsentStanding.Active => Tone.Good,
        ConsentStanding.Unverified => Tone.Caution,
        ConsentStanding.Withdrawn or ConsentStanding.Refused => Tone.Bad,
        _ => Tone.Muted,
    };

    public static string Of(this Tongue t, RelationshipRole role) => role switch
    {
        RelationshipRole.Customer => t["klant", "customer"],
        RelationshipRole.Donor => t["donateur", "donor"],
        RelationshipRole.Volunteer => t["vrijwilliger", "volunteer"],
        RelationshipRole.EventAttendee => t["bezoeker van een evenement", "event attendee"],
        RelationshipRole.Subscriber => t["abonnee", "subscriber"],
        _ => t["ondertekenaar van een petitie", "petitioner"],
    };

    public static string Of(this Tongue t, CallbackRoute route) => route switch
    {
        CallbackRoute.WebForm => t["formulier op een website", "form on a website"],
        CallbackRoute.Phone => t["telefonisch", "by phone"],
        CallbackRoute.Email => t["per e-mail", "by e-mail"],
        CallbackRoute.InStore => t["in een winkel of op straat", "in a shop or on the street"],
        CallbackRoute.Contest => t["winactie", "contest"],
        _ => t["onderzoek", "survey"],
    };

    public static string Of(this Tongue t, PersonKind kind) => kind switch
    {
        PersonKind.Private => t["particulier", "private person"],
        PersonKind.SoleTrader => t["eenmanszaak", "sole trader"],
        PersonKind.Partnership => t["personenvennootschap", "partnership"],
        PersonKind.LegalPerson => t["rechtspersoon", "legal person"],
        _ => t["niet bekend", "not known"],
    };

    public static string Of(this Tongue t, PartyRole role) => role switch
    {
        PartyRole.Agency => t["belbureau", "agency"],
        PartyRole.Intermediary => t["intermediair", "intermediary"],
        PartyRole.LeadPartner => t["leadpartner", "lead partner"],
        PartyRole.Verifier => t["verificateur", "verifier"],
        _ => t["overig", "other"],
    };

    public static string Of(this Tongue t, MandateCapacity capacity) => capacity switch
    {
        MandateCapacity.Processor => t["verwerker", "processor"],
        MandateCapacity.SubProcessor => t["subverwerker", "sub-processor"],
        MandateCapacity.Controller => t["verwerkingsverantwoordelijke", "controller"],
        _ => t["gezamenlijk verwerkingsverantwoordelijke", "joint controller"],
    };
}
