using EvidenceVault.Domain.Judging.Contradictions;
using EvidenceVault.Domain.Judging.Texts;

namespace EvidenceVault.Domain.Judging;

/// <summary>Puts contradictions into words.</summary>
public static class ContradictionTexts
{
    /// <summary>Every code that has texts.</summary>
    public static IEnumerable<string> Codes => ContradictionChecks.All.Select(c => c.Code);

    /// <summary>A contradiction in Dutch and English.</summary>
    /// <exception cref="ArgumentException">The code is not known.</exception>
    public static Explanation Explain(Contradiction contradiction) =>
        ContradictionChecks.All.FirstOrDefault(c => c.Code == contradiction.Code) is { } check
            ? Template.Fill(check.Text, contradiction.Parameters)
            : throw new ArgumentException($"There is no text for {contradiction.Code}.", nameof(contradiction));
}
