using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using NodaTime;

namespace EvidenceVault.Server.Packs.Data;

/// <summary>What the vault concludes about a call.</summary>
public sealed record JudgementData(
    PermissionConclusion Permission, ConductConclusion Conduct, Basis? Basis, ProofGrade? Proof, CallNature EffectiveNature, IReadOnlyList<FindingData> Findings);

/// <summary>What one rule says of a call, in the pack's language.</summary>
public sealed record FindingData(
    string Rule, RuleCategory Category, Norm Norm, FindingResult Result, string? Reason, IReadOnlyList<Guid> Because, string Explanation);

/// <summary>Something that does not fit together, in the pack's language.</summary>
public sealed record ContradictionData(string Code, IReadOnlyList<Guid> Because, string Explanation);

/// <summary>A rule in force on the day of a call, with how often it gave which result.</summary>
public sealed record RuleData(
    string Rule, RuleCategory Category, Norm Norm, LocalDate InForceFrom, LocalDate? InForceUntil, int Met, int Breach, int Unproven);

/// <summary>How often a basis was shown, over attempts and over conversations.</summary>
public sealed record SummaryData(int Attempts, int Conversations, IReadOnlyList<CountData> Counts);

/// <summary>How many attempts and conversations came to one conclusion, with one grade of proof.</summary>
public sealed record CountData(PermissionConclusion Permission, ProofGrade? Proof, int Attempts, int Conversations);

/// <summary>Something that should be there and is not.</summary>
/// <param name="Code">What is missing.</param>
/// <param name="EventId">The fact it is missing from; null: it belongs to none.</param>
/// <param name="Subject">The exhibit, wording or field.</param>
public sealed record MissingData(MissingCode Code, Guid? EventId, string? Subject);

/// <summary>What may be missing.</summary>
public enum MissingCode
{
    /// <summary>An exhibit was announced and its content never came.</summary>
    ExhibitAwaited,

    /// <summary>A fact cites an exhibit that was never announced.</summary>
    ExhibitUnknown,

    /// <summary>A call was recorded, and there is no voicelog of it.</summary>
    RecordingMissing,

    /// <summary>A consent names no wording, or one that is not on file.</summary>
    WordingMissing,

    /// <summary>Nothing on file shows the person's own act of consent.</summary>
    CaptureMissing,

    /// <summary>A consent was confirmed, and nothing on file shows the answer.</summary>
    ConfirmationMissing,

    /// <summary>A fact refers to another one that has not come, or that several match.</summary>
    ReferenceUnresolved,

    /// <summary>The vault holds no description of a party.</summary>
    PartyUnknown,
}
