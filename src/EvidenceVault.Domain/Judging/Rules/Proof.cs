namespace EvidenceVault.Domain.Judging.Rules;

/// <summary>What the rules on proof have in common.</summary>
internal static class Proof
{
    /// <summary>Accountability: the principal must be able to show it.</summary>
    internal static readonly Norm Norm = new(NormKind.Statute, "AVG 5(2), 7(1); Tw 11.7 lid 2");
}
