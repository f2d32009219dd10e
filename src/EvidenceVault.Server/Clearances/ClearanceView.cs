using EvidenceVault.Domain.Clearances;
using EvidenceVault.Domain.Dossiers.Facts;
using EvidenceVault.Domain.Judging;
using EvidenceVault.Server.Dossiers;
using NodaTime;

namespace EvidenceVault.Server.Clearances;

/// <summary>A clearance as it is answered.</summary>
public sealed record ClearanceView(
    string Id, ClearanceWord Decision, PermissionConclusion Permission, ConductConclusion Conduct, Basis? Basis, IReadOnlyList<object> Findings,
    Instant DecidedAt, Instant RecheckAfter, string? Signature)
{
    /// <summary>A decision; its findings in words, or as codes.</summary>
    public static ClearanceView Of(ClearanceGiven given, bool words)
    {
        var judgement = given.Decision.Judgement;
        return new(
            given.Id, Word(given.Decision.Clear), judgement.Permission, judgement.Conduct, judgement.Basis,
            [.. judgement.Findings.Select(f => words ? FindingView.Of(f) : (object)FindingCode.Of(f))],
            given.Decision.DecidedAt, given.Decision.RecheckAfter, given.Signature);
    }

    /// <summary>The word for a decision.</summary>
    public static ClearanceWord Word(bool clear) => clear ? ClearanceWord.Clear : ClearanceWord.Block;
}

/// <summary>What was decided.</summary>
public enum ClearanceWord
{
    /// <summary>The number may be dialled.</summary>
    Clear,

    /// <summary>It may not.</summary>
    Block,
}
