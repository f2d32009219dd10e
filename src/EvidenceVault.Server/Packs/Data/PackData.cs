using System.Text.Json;
using System.Text.Json.Serialization;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Verification;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>
/// Everything the pages of a consumer pack are set from, gathered once, and already without what its audience may not see. It is attached
/// as <c>pack.json</c>: the same data gives the same bytes, of it and of the pages.
/// </summary>
public sealed record PackData
{
    /// <summary>The format of <c>pack.json</c>.</summary>
    public const string CurrentFormat = "evidence-vault/consumer-pack/1";

    private static readonly JsonSerializerOptions Json = new(VaultJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Format { get; init; } = CurrentFormat;

    public required string Pack { get; init; }

    public required PackContent Content { get; init; }

    public required PackAudience Audience { get; init; }

    public required PackLanguage Language { get; init; }

    public string? Inquiry { get; init; }

    public required Instant RequestedAt { get; init; }

    /// <summary>What the vault recorded later is not in here, and judgements are those of this instant. It is the document's only date.</summary>
    public required Instant AsOf { get; init; }

    public required string Rulebook { get; init; }

    public required string Software { get; init; }

    /// <summary>The version of the principal's book that the judgements rest on.</summary>
    public required long Book { get; init; }

    /// <summary>The page at which anyone may check the pack; null: not known.</summary>
    public string? CheckAt { get; init; }

    public required PrincipalData Principal { get; init; }

    public required ConsumerData Consumer { get; init; }

    /// <summary>How often a basis was shown; null in a pack without findings.</summary>
    public SummaryData? Summary { get; init; }

    /// <summary>What should be there and is not.</summary>
    public required IReadOnlyList<MissingData> Missing { get; init; }

    public required IReadOnlyList<PartyData> Parties { get; init; }

    public required IReadOnlyList<MandateData> Mandates { get; init; }

    public required IReadOnlyList<CampaignData> Campaigns { get; init; }

    /// <summary>The rules in force on the days of these calls; empty in a pack without findings.</summary>
    public required IReadOnlyList<RuleData> Rules { get; init; }

    /// <summary>Rules of the rulebook that this version of the software does not judge yet; empty in a pack without findings.</summary>
    public required IReadOnlyList<string> RulesNotJudged { get; init; }

    public required IReadOnlyList<PolicyData> Policies { get; init; }

    public required IReadOnlyList<ConsentData> Consents { get; init; }

    /// <summary>What the rules on a dossier as a whole say; empty in a pack without findings.</summary>
    public required IReadOnlyList<FindingData> Findings { get; init; }

    public required IReadOnlyList<ObjectionData> Objections { get; init; }

    public required IReadOnlyList<RelationshipData> Relationships { get; init; }

    public required IReadOnlyList<CallbackData> Callbacks { get; init; }

    public required IReadOnlyList<CallData> Calls { get; init; }

    public required IReadOnlyList<ExhibitData> Exhibits { get; init; }

    /// <summary>What does not fit together; empty in a pack without findings.</summary>
    public required IReadOnlyList<ContradictionData> Contradictions { get; init; }

    public required IReadOnlyList<CorrectionData> Corrections { get; init; }

    public required IReadOnlyList<MessageData> Messages { get; init; }

    /// <summary>Every fact recorded, corrected ones and corrections included, by when it happened.</summary>
    public required IReadOnlyList<FactData> Facts { get; init; }

    /// <summary>That these events stand in the vault's ledger, as the proofs attached beside this show.</summary>
    public ProofData? Proof { get; init; }

    /// <summary>What the file is sealed with; null: it is not sealed.</summary>
    public SealData? Seal { get; init; }

    [JsonIgnore]
    public bool HasFindings => Content == PackContent.FactsAndFindings;

    /// <summary>As <c>pack.json</c>: the canonical form of RFC 8785, absent values left out, instants as ISO 8601.</summary>
    public byte[] ToJson() => CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>Reads <c>pack.json</c>.</summary>
    public static PackData FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<PackData>(json, Json)!;
}
