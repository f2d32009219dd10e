using NodaTime;

namespace EvidenceVault.Domain.Dossiers.Facts;

/// <summary>A call was attempted: from or to the consumer, answered or not.</summary>
public sealed record CallAttempted : Fact
{
    /// <summary>The item type.</summary>
    public const string TypeName = "call.attempted";

    /// <summary>From whom to whom.</summary>
    public required CallDirection Direction { get; init; }

    /// <summary>By a human or a machine.</summary>
    public required CallMeans Means { get; init; }

    /// <summary>Its nature as the source declared it; judging works with the effective nature.</summary>
    public required CallNature Nature { get; init; }

    /// <summary>When it was answered.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>When it ended.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>How it went.</summary>
    public required CallOutcome Outcome { get; init; }

    /// <summary>Keyed hash (hex) of the caller's number under the principal's key; null where none was stated.</summary>
    public string? CallerNumberMac { get; init; }

    /// <summary>Whether the caller's number was shown (Tw 11.7 lid 8).</summary>
    public bool? CallerIdShown { get; init; }

    /// <summary>What was said at the start.</summary>
    public CallOpening? Opening { get; init; }

    /// <summary>Whether the call was recorded.</summary>
    public bool? Recorded { get; init; }

    /// <summary>How the right to object (verzet) was offered.</summary>
    public ObjectionOffer? ObjectionOffer { get; init; }

    /// <summary>Whether an offer was made.</summary>
    public bool? OfferMade { get; init; }

    /// <summary>Whether a sale was made.</summary>
    public bool? SaleMade { get; init; }

    /// <summary>When the offer was made.</summary>
    public Instant? OfferedAt { get; init; }

    /// <summary>The products it was about; null or empty: those of the campaign.</summary>
    public IReadOnlyList<string>? Products { get; init; }

    /// <summary>The reference of the script version used.</summary>
    public string? Script { get; init; }

    /// <summary>Keyed hash (hex) of the agent's pseudonym under the principal's key.</summary>
    public string? AgentMac { get; init; }

    /// <summary>Whether the call was presented with a brand through RCS; null where not stated.</summary>
    public bool? PresentedViaRcs { get; init; }

    /// <summary>The basis the caller relied on.</summary>
    public DeclaredBasis? ReliesOn { get; init; }

    /// <summary>The id of the clearance cited.</summary>
    public string? Clearance { get; init; }

    /// <summary>When it began: the instant it is judged at.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Instant StartedAt => OccurredAt;
}

/// <summary>What was said at the start of a conversation (BW 6:230v lid 6; AVG 13; AI Act 50). Null: not stated.</summary>
/// <param name="CallerNamed">The caller named itself.</param>
/// <param name="PrincipalNamed">The principal was named.</param>
/// <param name="PurposeNamed">The commercial purpose was named.</param>
/// <param name="ReasonStated">It was said why this person may be called.</param>
/// <param name="RecordingAnnounced">The recording was announced.</param>
/// <param name="AiDisclosed">It was disclosed that an AI speaks.</param>
public sealed record CallOpening(
    bool? CallerNamed = null,
    bool? PrincipalNamed = null,
    bool? PurposeNamed = null,
    bool? ReasonStated = null,
    bool? RecordingAnnounced = null,
    bool? AiDisclosed = null);

/// <summary>The basis a caller says it relied on.</summary>
/// <param name="Basis">The basis.</param>
/// <param name="Ref">The fact that carries it, where named.</param>
public sealed record DeclaredBasis(Basis Basis, FactRef? Ref = null);

/// <summary>Bases of Tw 11.7 that can carry a call.</summary>
public enum Basis
{
    /// <summary>Consent (toestemming), lid 2.</summary>
    Consent,

    /// <summary>Customer relation (klantrelatie), lid 4 old: until 30 June 2026.</summary>
    Customer,

    /// <summary>Charitable or ideological organisation, lid 5.</summary>
    Charity,

    /// <summary>Publisher of a periodical, lid 6.</summary>
    Publisher,

    /// <summary>Holder of a licence under the Wok, lid 6.</summary>
    Licence,

    /// <summary>The called party is a legal person (rechtspersoon).</summary>
    LegalPerson,

    /// <summary>A requested callback (gevraagde oproep).</summary>
    Callback,
}

/// <summary>From whom to whom a call went.</summary>
public enum CallDirection
{
    /// <summary>To the consumer.</summary>
    Outbound,

    /// <summary>From the consumer.</summary>
    Inbound,
}

/// <summary>Who or what called.</summary>
public enum CallMeans
{
    /// <summary>A human.</summary>
    Human,

    /// <summary>An automatic calling system.</summary>
    Automatic,

    /// <summary>An AI voice agent.</summary>
    AiAgent,
}

/// <summary>The declared nature of a call.</summary>
public enum CallNature
{
    /// <summary>Commercial.</summary>
    Commercial,

    /// <summary>Charitable (charitatief).</summary>
    Charitable,

    /// <summary>Ideological (ideëel).</summary>
    Ideological,

    /// <summary>Service.</summary>
    Service,

    /// <summary>Survey.</summary>
    Survey,

    /// <summary>To verify a consent.</summary>
    Verification,
}

/// <summary>How a call went.</summary>
public enum CallOutcome
{
    /// <summary>Nobody answered.</summary>
    NoAnswer,

    /// <summary>Busy.</summary>
    Busy,

    /// <summary>A voicemail answered.</summary>
    Voicemail,

    /// <summary>Dropped: answered, but nobody spoke.</summary>
    Dropped,

    /// <summary>Answered by the person.</summary>
    Answered,

    /// <summary>Answered by somebody else.</summary>
    WrongPerson,

    /// <summary>Stopped because the person is vulnerable; counts as an objection.</summary>
    StoppedVulnerable,
}

/// <summary>How the right to object was offered in a call.</summary>
public enum ObjectionOffer
{
    /// <summary>By the agent.</summary>
    Agent,

    /// <summary>By a menu.</summary>
    Menu,

    /// <summary>By a recorded referral elsewhere: not an offer in the call.</summary>
    TapedReferral,

    /// <summary>Not at all.</summary>
    None,
}
