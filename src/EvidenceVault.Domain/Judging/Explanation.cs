namespace EvidenceVault.Domain.Judging;

/// <summary>A text that a lawyer can read, in both languages.</summary>
/// <param name="Nl">Dutch.</param>
/// <param name="En">English.</param>
public sealed record Explanation(string Nl, string En);
