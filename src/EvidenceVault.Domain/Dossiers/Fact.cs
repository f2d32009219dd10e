using System.Text.Json.Serialization;
using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Dossiers;

/// <summary>Something that happened to, or was done by, one consumer for one principal: the body of an event on a dossier stream.</summary>
/// <remarks>
/// A body never holds a name, number, address, free text or client reference: those stand in the annex (encrypted in the event's
/// header) or on the identity card. Bodies hold strings, booleans and integers only, so that every body has a canonical form.
/// When the vault recorded it is not part of the body: see <see cref="RecordedFact.RecordedAt"/>.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ConsentGranted), ConsentGranted.TypeName)]
[JsonDerivedType(typeof(ConsentVerificationRequested), ConsentVerificationRequested.TypeName)]
[JsonDerivedType(typeof(ConsentVerified), ConsentVerified.TypeName)]
[JsonDerivedType(typeof(ConsentVerificationRefused), ConsentVerificationRefused.TypeName)]
[JsonDerivedType(typeof(ConsentWithdrawn), ConsentWithdrawn.TypeName)]
[JsonDerivedType(typeof(ObjectionRegistered), ObjectionRegistered.TypeName)]
[JsonDerivedType(typeof(ConsentProofRequested), ConsentProofRequested.TypeName)]
[JsonDerivedType(typeof(ConsentProofProvided), ConsentProofProvided.TypeName)]
[JsonDerivedType(typeof(RelationshipStarted), RelationshipStarted.TypeName)]
[JsonDerivedType(typeof(RelationshipEnded), RelationshipEnded.TypeName)]
[JsonDerivedType(typeof(CallbackRequested), CallbackRequested.TypeName)]
[JsonDerivedType(typeof(CallAttempted), CallAttempted.TypeName)]
[JsonDerivedType(typeof(SaleAccepted), SaleAccepted.TypeName)]
[JsonDerivedType(typeof(ContractPerformed), ContractPerformed.TypeName)]
[JsonDerivedType(typeof(ComplaintReceived), ComplaintReceived.TypeName)]
[JsonDerivedType(typeof(ComplimentReceived), ComplimentReceived.TypeName)]
[JsonDerivedType(typeof(MonitoringRecorded), MonitoringRecorded.TypeName)]
[JsonDerivedType(typeof(CorrectionMade), CorrectionMade.TypeName)]
public abstract record Fact
{
    /// <summary>When it happened, as the source said it.</summary>
    public Instant OccurredAt { get; init; }

    /// <summary>Who did it: the slug of an agency or other party, or of the principal itself.</summary>
    public string Party { get; init; } = "";

    /// <summary>The holder of the uploading key: the slug of an agency or of the principal. Client references are unique in its scope.</summary>
    public string UploadedBy { get; init; } = "";

    /// <summary>Keyed hash (hex) of the client's own reference under this consumer's key: other facts of the dossier name it by this.</summary>
    public string RefMac { get; init; } = "";

    /// <summary>The campaign it belongs to, by its reference; null where none was stated.</summary>
    public string? Campaign { get; init; }

    /// <summary>The ids of exhibits that prove it, as cited with the fact.</summary>
    public IReadOnlyList<string>? Exhibits { get; init; }

    /// <summary>What was stated with this fact about the kind of person; null where nothing was.</summary>
    public StatedPerson? Person { get; init; }

    /// <summary>Keyed hash (hex) under the consumer's key of the note kept in the annex; null where there is no note.</summary>
    public string? NoteHash { get; init; }

    /// <summary>The item type of the API, such as <c>consent.granted</c>.</summary>
    [JsonIgnore]
    public string Type => FactTypes.NameOf(GetType());
}

/// <summary>A fact as the vault holds it: the body with its identity and the time the vault recorded it.</summary>
/// <param name="EventId">The event's id: a keyed hash of principal, uploader and client reference.</param>
/// <param name="RecordedAt">When the vault recorded it, cut to microseconds.</param>
/// <param name="Version">Its place in the dossier stream, from 1.</param>
/// <param name="Fact">The body.</param>
public sealed record RecordedFact(Guid EventId, Instant RecordedAt, long Version, Fact Fact)
{
    /// <inheritdoc cref="Fact.OccurredAt"/>
    public Instant OccurredAt => Fact.OccurredAt;
}

/// <summary>A reference from one fact to another fact of the same dossier. It may name a fact that has not come yet.</summary>
/// <param name="EventId">The id the fact has, or will have, when the named party (for a bare reference: the uploader itself) hands it in.</param>
/// <param name="RefMac">For a bare reference also its keyed hash: where the uploader has no such fact, the only match in the dossier is meant.</param>
public sealed record FactRef(Guid EventId, string? RefMac = null);

/// <summary>What kind of person a source said the consumer is.</summary>
/// <param name="Kind">The kind of person.</param>
/// <param name="LegalForm">The legal form (rechtsvorm), as the trade register writes it.</param>
/// <param name="KindCheckedAt">When the form was checked in the trade register.</param>
public sealed record StatedPerson(PersonKind? Kind, string? LegalForm = null, Instant? KindCheckedAt = null);

/// <summary>The kinds of person of the law. All but <see cref="LegalPerson"/> are natural persons in Tw 11.7.</summary>
public enum PersonKind
{
    /// <summary>Not known: treated as a natural person.</summary>
    Unknown,

    /// <summary>A private person (consument).</summary>
    Private,

    /// <summary>A sole trader (eenmanszaak, zzp).</summary>
    SoleTrader,

    /// <summary>A partnership (vof, cv, maatschap).</summary>
    Partnership,

    /// <summary>A legal person (rechtspersoon).</summary>
    LegalPerson,
}
