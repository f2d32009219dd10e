using EvidenceVault.Domain.Dossiers.Facts;
using NodaTime;

namespace EvidenceVault.Domain.Judging;

/// <summary>What the vault concludes about one call: facts and rule results, never "compliant".</summary>
public sealed record Judgement
{
    /// <summary>Whether there was a permission to call.</summary>
    public required PermissionConclusion Permission { get; init; }

    /// <summary>How the call was made.</summary>
    public required ConductConclusion Conduct { get; init; }

    /// <summary>The basis judged: the one declared, else the first that is met, else the one whose lack stands; null: none.</summary>
    public Basis? Basis { get; init; }

    /// <summary>The event of the consent relied on, where consent was judged.</summary>
    public Guid? Consent { get; init; }

    /// <summary>How well the permission is proven; null where it rests on nothing.</summary>
    public ProofGrade? Proof { get; init; }

    /// <summary>The nature that every rule goes by.</summary>
    public required CallNature EffectiveNature { get; init; }

    /// <summary>The findings in the rulebook's order; those that do not apply only when asked for.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>When time alone may change this judgement, at or just after that instant; null: never.</summary>
    public Instant? ChangesAt { get; init; }

    /// <summary>The finding of a rule; null: it gave none.</summary>
    public Finding? Of(string rule)
    {
        foreach (var finding in Findings)
            if (finding.Rule == rule)
                return finding;
        return null;
    }
}

/// <summary>Conclusions about permission.</summary>
public enum PermissionConclusion
{
    /// <summary>Shown: a basis is met, nothing speaks against it.</summary>
    Shown,

    /// <summary>Not shown: a permission or chain finding is a breach.</summary>
    NotShown,

    /// <summary>The evidence that would decide it is missing.</summary>
    Unproven,

    /// <summary>No rule judged whether the call had a basis.</summary>
    NotAssessed,
}

/// <summary>Conclusions about conduct, over conduct and code findings.</summary>
public enum ConductConclusion
{
    /// <summary>No breach and nothing unproven.</summary>
    Clean,

    /// <summary>A breach.</summary>
    Breach,

    /// <summary>The evidence that would decide it is missing.</summary>
    Unproven,

    /// <summary>No conduct or code rule gave a finding.</summary>
    NotAssessed,
}

/// <summary>How well a permission is proven.</summary>
public enum ProofGrade
{
    /// <summary>Everything it rests on was recorded at or before the start of the call.</summary>
    Contemporaneous,

    /// <summary>Some of it was recorded later.</summary>
    Afterwards,

    /// <summary>It rests on a statement without an exhibit.</summary>
    Declared,
}
