using NodaTime;

namespace EvidenceVault.Domain.Books;

/// <summary>A principal was described, or described anew: an event on the stream <c>book/{principal}</c>.</summary>
/// <param name="Principal">Its slug.</param>
/// <param name="Name">Its name in the trade register.</param>
/// <param name="Kvk">Its trade-register (KvK) number, eight digits.</param>
/// <param name="CallerNumbers">The numbers it calls from, E.164.</param>
/// <param name="Registrations">What it is registered as.</param>
public sealed record PrincipalDescribed(
    string Principal, string Name, string Kvk, IReadOnlyList<string> CallerNumbers, IReadOnlyList<Registration> Registrations);

/// <summary>A registration that opens a basis of Tw 11.7 lid 5 or 6.</summary>
/// <param name="Kind">What it is registered as.</param>
/// <param name="Article">The article of the Wok (Wet op de kansspelen), for a licence.</param>
/// <param name="Reference">The registration's own reference.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">First day it no longer holds; null: open.</param>
/// <param name="Exhibit">The exhibit that proves it.</param>
public sealed record Registration(
    RegistrationKind Kind, string? Article, string Reference, LocalDate ValidFrom, LocalDate? ValidTo, string? Exhibit);

/// <summary>Kinds of registration.</summary>
public enum RegistrationKind
{
    /// <summary>A charity (charitatieve organisatie).</summary>
    Charity,

    /// <summary>An ideological organisation (ideële organisatie).</summary>
    Ideological,

    /// <summary>A publisher of a periodical that appears at least three times a year.</summary>
    Publisher,

    /// <summary>A licence holder under the Wok.</summary>
    Licence,
}

/// <summary>A mandate was given, or changed: who may call for whom.</summary>
/// <param name="Ref">Its reference.</param>
/// <param name="From">Who gives it: the principal or a party.</param>
/// <param name="To">The party that gets it.</param>
/// <param name="Campaigns">The campaigns it covers; null: all.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">First day it no longer holds; null: open.</param>
/// <param name="MayDelegate">Whether the party may pass it on.</param>
/// <param name="Capacity">Its role in the AVG, such as <c>processor</c>.</param>
/// <param name="Contract">The exhibit with the contract.</param>
public sealed record MandateGiven(
    string Ref,
    string From,
    string To,
    IReadOnlyList<string>? Campaigns,
    LocalDate ValidFrom,
    LocalDate? ValidTo,
    bool MayDelegate,
    MandateCapacity? Capacity,
    string? Contract);

/// <summary>Roles in the AVG in which a party works.</summary>
public enum MandateCapacity
{
    /// <summary>Processor (verwerker).</summary>
    Processor,

    /// <summary>Processor for another processor (subverwerker).</summary>
    SubProcessor,

    /// <summary>Controller (verwerkingsverantwoordelijke).</summary>
    Controller,

    /// <summary>Joint controller (gezamenlijk verwerkingsverantwoordelijke).</summary>
    JointController,
}

/// <summary>A campaign was described, or described anew.</summary>
/// <param name="Ref">Its reference.</param>
/// <param name="Name">Its name.</param>
/// <param name="Products">The products it is about.</param>
/// <param name="Nature">The nature of its calls.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">First day it no longer runs; null: open.</param>
/// <param name="Basis">The basis it intends to rely on.</param>
public sealed record CampaignDescribed(
    string Ref,
    string Name,
    IReadOnlyList<string> Products,
    Dossiers.Facts.CallNature Nature,
    LocalDate ValidFrom,
    LocalDate? ValidTo,
    Dossiers.Facts.Basis? Basis);

/// <summary>A wording was filed: the exact text shown to a consumer. The text itself is kept by its hash.</summary>
/// <param name="Ref">Its reference; another text is another reference.</param>
/// <param name="TextSha256">SHA-256 (hex) of the text in UTF-8.</param>
/// <param name="Language">Its language, such as <c>nl</c>.</param>
/// <param name="Products">The products it names.</param>
/// <param name="CallersNamed">The principals and parties it names as callers.</param>
/// <param name="Means">The means of calling it names.</param>
/// <param name="WithdrawalTextSha256">SHA-256 (hex) of what it says on withdrawing; null where it says nothing.</param>
/// <param name="Place">Where it is shown or spoken: a URL without its query, or a script's reference.</param>
/// <param name="FirstCallTerm">The term for the first call it states.</param>
/// <param name="ConsentTerm">The term of consent it states.</param>
/// <param name="LiveFrom">First day it was shown.</param>
/// <param name="LiveTo">First day it was no longer shown; null: still shown.</param>
/// <param name="PurposeNamed">Whether it names the purpose: true where products are named.</param>
public sealed record WordingFiled(
    string Ref,
    string TextSha256,
    string Language,
    IReadOnlyList<string> Products,
    IReadOnlyList<string> CallersNamed,
    IReadOnlyList<Dossiers.Facts.CallMeans> Means,
    string? WithdrawalTextSha256,
    string? Place,
    Period? FirstCallTerm,
    Period? ConsentTerm,
    LocalDate LiveFrom,
    LocalDate? LiveTo,
    bool PurposeNamed);

/// <summary>A version of a call script was filed. It counts from the moment the vault recorded it.</summary>
/// <param name="Ref">Its reference.</param>
/// <param name="Campaign">The campaign it is for; null: any.</param>
/// <param name="TextSha256">SHA-256 (hex) of the text in UTF-8.</param>
public sealed record ScriptFiled(string Ref, string? Campaign, string TextSha256);

/// <summary>The principal's settings were set from a day on.</summary>
/// <param name="Policy">All settings, with every default filled in.</param>
/// <param name="Justification">Why.</param>
/// <param name="TakenOver">Whether it is the first one and starts before the day it was recorded: the take-over of a history.</param>
public sealed record PolicySet(Policy Policy, string Justification, bool TakenOver);

/// <summary>A party was described, or described anew: an event on the stream <c>party/{party}</c> of the vault itself.</summary>
/// <param name="Party">Its slug.</param>
/// <param name="Name">Its name in the trade register.</param>
/// <param name="Kvk">Its trade-register (KvK) number, eight digits.</param>
/// <param name="Role">What it does.</param>
/// <param name="CallerNumbers">The numbers it calls from, E.164.</param>
public sealed record PartyDescribed(string Party, string Name, string Kvk, PartyRole Role, IReadOnlyList<string> CallerNumbers);

/// <summary>What a party does in the chain.</summary>
public enum PartyRole
{
    /// <summary>An agency (belbureau).</summary>
    Agency,

    /// <summary>An intermediary (intermediair).</summary>
    Intermediary,

    /// <summary>A lead partner.</summary>
    LeadPartner,

    /// <summary>A verifier.</summary>
    Verifier,

    /// <summary>Another role.</summary>
    Other,
}
