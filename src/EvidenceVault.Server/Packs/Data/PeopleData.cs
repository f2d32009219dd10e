using EvidenceVault.Domain.Books;
using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>The principal as it was described at the pack's instant.</summary>
public sealed record PrincipalData(
    string Slug, string Name, string? Kvk, IReadOnlyList<string> CallerNumbers, IReadOnlyList<Registration> Registrations);

/// <summary>Who the pack is about.</summary>
/// <param name="Phones">The numbers known, the current one last; masked where <paramref name="PhoneIsMasked"/>.</param>
/// <param name="Names">The names told, the current one last.</param>
/// <param name="Emails">Mail addresses, where the audience may see them.</param>
/// <param name="IsErased">Whether who it is was erased: then nothing of it is here.</param>
public sealed record ConsumerData(
    Guid Id, IReadOnlyList<string> Phones, bool PhoneIsMasked, IReadOnlyList<string> Names, IReadOnlyList<string> Emails, PersonKind Kind, bool IsErased);

/// <summary>A party that did something in this dossier, or that stands in the chain to one that did.</summary>
/// <param name="Name">Its name; null: the vault holds no description of it.</param>
/// <param name="Did">How many of the facts are its doing.</param>
public sealed record PartyData(string Slug, string? Name, string? Kvk, PartyRole? Role, IReadOnlyList<string> CallerNumbers, int Did);

/// <summary>A mandate as it was known at the pack's instant.</summary>
/// <param name="EventIds">The events of all its versions, oldest first.</param>
public sealed record MandateData(
    string Ref, IReadOnlyList<Guid> EventIds, string From, string To, IReadOnlyList<string>? Campaigns, LocalDate ValidFrom, LocalDate? ValidTo,
    bool MayDelegate, MandateCapacity? Capacity, string? Contract, Instant FirstRecordedAt, Instant RecordedAt);

/// <summary>A campaign that a fact names.</summary>
public sealed record CampaignData(
    string Ref, string? Name, IReadOnlyList<string> Products, CallNature? Nature, LocalDate? ValidFrom, LocalDate? ValidTo, Basis? Basis);

/// <summary>A policy that was in force on the day of a call, or is in force at the pack's instant.</summary>
/// <param name="IsDefault">Whether nothing was set, so that the defaults hold.</param>
public sealed record PolicyData(
    bool IsDefault, LocalDate? ValidFrom, PolicyPreset Preset, IReadOnlyList<VerificationMethod> VerificationMethods, Period VerificationDeadline, Period ConsentTerm,
    Period CallbackTerm, CallingWindow Window, int AttemptsPerCampaign, int AttemptsPerDay, Period? CoolingOff, Period ConsentVoicelog, Period SaleVoicelog,
    Period NoSale, Instant? RecordedAt, string? Justification, bool TakenOver);
