using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Domain.Packs;
using EvidenceVault.Server.Packs.Data;
using NodaTime;

namespace EvidenceVault.Server.Packs.Campaigns.Data;

/// <summary>
/// What the pages of a volume are set from, attached to it as <c>pack.json</c>, already without what its audience may not see. One form for all volumes: the index
/// has an overview and the calls that ask for attention, every other volume its share of the call log.
/// </summary>
public sealed record CampaignPackData
{
    /// <summary>The format of <c>pack.json</c>.</summary>
    public const string CurrentFormat = "evidence-vault/campaign-pack/1";

    public string Format { get; init; } = CurrentFormat;

    public required string Pack { get; init; }

    public required PackContent Content { get; init; }

    public required PackAudience Audience { get; init; }

    public required PackLanguage Language { get; init; }

    public string? Inquiry { get; init; }

    /// <summary>The case that the inquiry is on file as; null: none is.</summary>
    public CaseData? Case { get; init; }

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

    public required CampaignScopeData Scope { get; init; }

    /// <summary>Which volume this is.</summary>
    public required VolumeData Volume { get; init; }

    /// <summary>The parties named in this volume.</summary>
    public required IReadOnlyList<PartyData> Parties { get; init; }

    /// <summary>All that is said of the calls together; null but in the index.</summary>
    public OverviewData? Overview { get; init; }

    /// <summary>The other volumes; null but in the index.</summary>
    public IReadOnlyList<VolumeListed>? Volumes { get; init; }

    /// <summary>In the index the calls that ask for attention, those that do most first; else the volume's share of the call log.</summary>
    public IReadOnlyList<LoggedCall> Calls { get; init; } = [];

    /// <summary>That the events of this volume stand in the vault's ledger.</summary>
    public required CampaignProofData Proof { get; init; }

    /// <summary>What the file is sealed with; null: it is not sealed.</summary>
    public SealData? Seal { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasFindings => Content == PackContent.FactsAndFindings;
}

/// <summary>A case as it was on file at the pack's instant.</summary>
/// <param name="Authority">Who asks.</param>
/// <param name="Reference">The authority's own reference.</param>
/// <param name="LegalBasis">What the duty to answer rests on.</param>
/// <param name="Deadline">The last day on which it can be answered; null: none was set.</param>
public sealed record CaseData(string Authority, string Reference, string LegalBasis, LocalDate? Deadline);

/// <summary>Which calls a pack is about.</summary>
/// <param name="Campaign">The campaign's reference.</param>
/// <param name="Name">Its name; null: not described by then.</param>
/// <param name="From">The first local day.</param>
/// <param name="To">The first local day after it.</param>
/// <param name="Agencies">Only calls by these; null: by anyone.</param>
public sealed record CampaignScopeData(
    string Campaign, string? Name, IReadOnlyList<string> Products, CallNature? Nature, LocalDate? ValidFrom, LocalDate? ValidTo, Basis? Basis, LocalDate From, LocalDate To,
    IReadOnlyList<string>? Agencies);

/// <summary>Which volume a file is.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="FirstCall">The number of its first call in the log; null: it has no share of the log.</param>
/// <param name="LastCall">The number of its last.</param>
/// <param name="AllCalls">How many calls the log has in all.</param>
public sealed record VolumeData(int Number, long? FirstCall, long? LastCall, long AllCalls);

/// <summary>A volume as the index lists it.</summary>
public sealed record VolumeListed(int Number, long FirstCall, long LastCall, int Pages, long Size, string Sha256);

/// <summary>One signed state of the ledger, and how many events under it the volume rests on. Their leaves are attached, with the hashes that lead from them to the root.</summary>
/// <param name="Ledger">The ledger's name.</param>
/// <param name="Size">How many events the ledger had then.</param>
/// <param name="Root">The root over all of them, base64.</param>
/// <param name="SignedBy">The keys that signed it, as <c>keys.json</c> lists them.</param>
/// <param name="Witnesses">Who cosigned it, each with the time it gives.</param>
/// <param name="Timestamps">Who timestamped it, each with the time it gives.</param>
/// <param name="Events">How many events are attached.</param>
public sealed record CampaignProofData(
    string Ledger, long Size, string Root, IReadOnlyList<string> SignedBy, IReadOnlyList<AttestedData> Witnesses, IReadOnlyList<AttestedData> Timestamps, long Events);
